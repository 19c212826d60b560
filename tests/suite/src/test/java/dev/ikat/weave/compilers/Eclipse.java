package dev.ikat.weave.compilers;

import dev.ikat.Ikat;
import dev.ikat.weave.corpus.Corpus;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.jdt.core.compiler.batch.BatchCompiler;

/** Compiles Java sources with Eclipse's compiler, in process. */
final class Eclipse {
    static final int FEATURE = 17;

    private Eclipse() {}

    /** The class files of a source file, by class name, by way of an empty folder. */
    static Map<String, byte[]> compile(Path source, Path folder, String debugging) throws Exception {
        String[] arguments = {
            "--release",
            String.valueOf(FEATURE),
            "-classpath",
            home(Ikat.class) + File.pathSeparator + home(Corpus.class),
            "-nowarn",
            "-proc:none",
            "-parameters",
            debugging,
            "-d",
            folder.toString(),
            source.toString()
        };
        StringWriter messages = new StringWriter();
        PrintWriter out = new PrintWriter(messages);
        if (!BatchCompiler.compile(arguments, out, out, null)) {
            throw new IllegalArgumentException(source + " does not compile:\n" + messages);
        }
        return read(folder);
    }

    private static Map<String, byte[]> read(Path folder) throws IOException {
        Map<String, byte[]> classes = new LinkedHashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                classes.put(file.getFileName().toString().replace(".class", ""), Files.readAllBytes(file));
            }
        }
        return classes;
    }

    private static Path home(Class<?> type) throws URISyntaxException {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    }
}
