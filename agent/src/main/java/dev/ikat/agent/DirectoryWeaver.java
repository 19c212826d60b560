package dev.ikat.agent;

import dev.ikat.weave.Weaver;
import dev.ikat.weave.plan.Aim;
import dev.ikat.weave.types.ClassFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Weaves the class files below a directory in place; those woven already stay as they are. */
final class DirectoryWeaver {
    private final Path directory;

    DirectoryWeaver(Path directory) {
        this.directory = directory;
    }

    /** Returns whether some method was refused; each refusal is printed. */
    boolean weave() throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory.toString(), null, "not a directory of class files");
        }
        List<Path> files;
        try (Stream<Path> tree = Files.walk(directory)) {
            files = tree.filter(file -> file.toString().endsWith(".class"))
                    .sorted()
                    .toList();
        }
        boolean refused = false;
        for (Path file : files) {
            Weaver.Result result = Weaver.weave(Files.readAllBytes(file), Aim.SPEED, ClassFiles.hierarchy(this::read));
            if (result.classFile() != null) {
                Files.write(file, result.classFile());
            }
            result.refusals().forEach(refusal -> System.err.println("[ikat] not woven: " + refusal));
            result.warnings().forEach(warning -> System.err.println("[ikat] slow: " + warning));
            refused |= !result.refusals().isEmpty();
        }
        return refused;
    }

    /** From the directory, else of the JDK. */
    private byte @Nullable [] read(String internalName) {
        Path file = directory.resolve(internalName + ".class");
        try (InputStream stream = Files.exists(file)
                ? Files.newInputStream(file)
                : ClassLoader.getSystemResourceAsStream(internalName + ".class")) {
            return stream == null ? null : stream.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }
}
