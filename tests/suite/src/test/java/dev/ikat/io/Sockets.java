package dev.ikat.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The sockets that this process has open, from {@code /proc}; none where there is no such thing. */
final class Sockets {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private Sockets() {}

    static int count() {
        return list().size();
    }

    static List<String> list() {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.map(Sockets::target)
                    .filter(target -> target.startsWith("socket:"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (NoSuchFileException closedMeanwhile) {
            return "";
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
