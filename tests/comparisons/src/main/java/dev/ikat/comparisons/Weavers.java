package dev.ikat.comparisons;

import dev.ikat.benchmarks.Report.Other;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Other weavers of byte code, each by a program of its own in a JVM of its own: with its agent, or the program has its own
 * class file woven before it is loaded. They read no class files of today, so the programs are compiled for Java 8; where
 * one does not run on this JDK, its row says what it said. Their jars are in {@code tests/comparisons/target/peers}, or where
 * the property {@code peers} says.
 */
final class Weavers {
    private static final Path JARS = Path.of(System.getProperty("peers", "tests/comparisons/target/peers"))
            .toAbsolutePath();

    private Weavers() {}

    static List<Other> all() throws IOException, InterruptedException {
        List<Other> all = new ArrayList<>();
        all.addAll(rows("eaAsync", "EaAsyncPeer", agent("ea-async.jar")));
        all.addAll(rows("quasar", "QuasarPeer", agent("quasar-core.jar")));
        all.addAll(rows("kilim", "KilimPeer"));
        all.addAll(rows("offbynull", "OffbynullPeer"));
        all.addAll(rows("javaFlow", "JavaFlowPeer"));
        return all;
    }

    private static String agent(String jar) {
        return "-javaagent:" + JARS.resolve(jar);
    }

    /** The program has its folder of class files for an argument. */
    private static List<Other> rows(String name, String program, String... options)
            throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("ikat-peer");
        Path source = copied(program, folder);
        copied("RingPeer", folder);
        String classPath = classPath(folder);
        int compiled = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-nowarn",
                        "-proc:none",
                        "-Xlint:-options",
                        "--release",
                        "8",
                        "-cp",
                        classPath,
                        "-d",
                        folder.toString(),
                        source.toString());
        if (compiled != 0) {
            return Comparison.failed(name, "its program does not compile");
        }
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, program, folder.toString()));
        return Comparison.lines(name, command.toArray(String[]::new));
    }

    /** The folder and all the jars, none where they have not been fetched. */
    private static String classPath(Path folder) {
        String[] jars = Objects.requireNonNullElse(JARS.toFile().list(), new String[0]);
        return Stream.concat(Stream.of(folder), Stream.of(jars).sorted().map(JARS::resolve))
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static Path copied(String program, Path folder) throws IOException {
        Path source = folder.resolve(program + ".java");
        try (InputStream text = Objects.requireNonNull(Weavers.class.getResourceAsStream(program + ".java"))) {
            Files.write(source, text.readAllBytes());
        }
        return source;
    }
}
