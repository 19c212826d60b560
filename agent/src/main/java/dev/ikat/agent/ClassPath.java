package dev.ikat.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Class files in folders and jars, and those of the JDK. What is not there or cannot be read has no classes, as for the java
 * command. Asked so rarely that a jar is opened for each question: none is held open while it is replaced.
 */
final class ClassPath {
    private final List<Path> entries;

    ClassPath(List<Path> entries) {
        this.entries = entries;
    }

    /** By internal name; null when there is none. */
    byte @Nullable [] find(String internalName) {
        String name = internalName + ".class";
        for (Path entry : entries) {
            byte[] found = find(entry, name);
            if (found != null) {
                return found;
            }
        }
        try (InputStream stream = ClassLoader.getSystemResourceAsStream(name)) {
            return stream == null ? null : stream.readAllBytes();
        } catch (IOException unreadable) {
            return null;
        }
    }

    private static byte @Nullable [] find(Path entry, String name) {
        try {
            if (Files.isDirectory(entry)) {
                Path file = entry.resolve(name);
                return Files.isRegularFile(file) ? Files.readAllBytes(file) : null;
            }
            if (Files.isRegularFile(entry)) {
                try (ZipFile zip = new ZipFile(entry.toFile())) {
                    return find(zip, name);
                }
            }
        } catch (IOException unreadable) {
            // the next entry may have it
        }
        return null;
    }

    static byte @Nullable [] find(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            return null;
        }
        try (InputStream stream = zip.getInputStream(entry)) {
            return stream.readAllBytes();
        }
    }
}
