package dev.ikat.agent;

import dev.ikat.weave.types.ClassFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Weaves the class files below a folder in place; those that need nothing are not touched. */
final class DirectoryWeaver {
    private final Path directory;
    private final ClassPath others;
    private final Outcome outcome;

    DirectoryWeaver(Path directory, ClassPath others, Outcome outcome) {
        this.directory = directory;
        this.others = others;
        this.outcome = outcome;
    }

    void weave() throws IOException {
        List<Path> files;
        try (Stream<Path> tree = Files.walk(directory)) {
            files = tree.filter(file -> file.toString().endsWith(".class") && Files.isRegularFile(file))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            try {
                weave(file);
            } catch (IOException error) {
                outcome.failed(file.toString(), error);
            }
        }
    }

    private void weave(Path file) throws IOException {
        byte[] classFile = Files.readAllBytes(file);
        byte[] woven = outcome.weave(classFile, name -> find(file, classFile, name));
        if (woven != null) {
            Replacement.write(file, woven);
        }
    }

    /** First below the folder that the class itself is below, by its package: it may be one of several modules. */
    private byte @Nullable [] find(Path file, byte[] classFile, String internalName) {
        Path root = file.toAbsolutePath();
        for (int i = Path.of(ClassFiles.nameOf(classFile)).getNameCount(); i > 0 && root != null; i--) {
            root = root.getParent();
        }
        Path near = root == null ? null : root.resolve(internalName + ".class");
        try {
            return near != null && Files.isRegularFile(near) ? Files.readAllBytes(near) : others.find(internalName);
        } catch (IOException unreadable) {
            return null;
        }
    }
}
