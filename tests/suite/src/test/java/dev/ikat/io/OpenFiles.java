package dev.ikat.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What this process has open below a directory, and its inotify descriptors, from {@code /proc}; none where there is no such thing. */
final class OpenFiles {
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

    private OpenFiles() {}

    static List<String> below(Path directory) {
        return all(directory.toString());
    }

    static List<String> watches() {
        return all("anon_inode:inotify");
    }

    /** How many directories the system watches for this process; -1 where it does not say. */
    static long watchedDirectories() {
        Path details = Path.of("/proc/self/fdinfo");
        if (!Files.isDirectory(details)) {
            return -1;
        }
        try (Stream<Path> all = Files.list(details)) {
            return all.flatMap(OpenFiles::lines)
                    .filter(line -> line.startsWith("inotify wd:"))
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (NoSuchFileException closedMeanwhile) {
            return Stream.empty();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> all(String prefix) {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(DESCRIPTORS)) {
            return all.map(OpenFiles::target)
                    .filter(target -> target.startsWith(prefix))
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
