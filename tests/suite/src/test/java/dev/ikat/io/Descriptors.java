package dev.ikat.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What this process holds of the system, from {@code /proc}: descriptors of pipes, and children. */
final class Descriptors {
    private static final Path PROCESSES = Path.of("/proc");

    private Descriptors() {}

    /** The pipes that are open, by their numbers. */
    static List<String> pipes() {
        Path own = PROCESSES.resolve("self/fd");
        if (!Files.isDirectory(own)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(own)) {
            return all.map(Descriptors::target)
                    .filter(target -> target.startsWith("pipe:") || target.endsWith(".fifo"))
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    /** The children of this process, zombies too. */
    static List<Long> children() {
        String parent = Long.toString(ProcessHandle.current().pid());
        try (Stream<Path> all = Files.list(PROCESSES)) {
            return all.map(path -> path.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .filter(pid ->
                            status(pid).map(fields -> fields[1].equals(parent)).orElse(false))
                    .map(Long::valueOf)
                    .toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Whether the process runs; a zombie does not. */
    static boolean runs(long pid) {
        return status(Long.toString(pid)).map(fields -> !fields[0].equals("Z")).orElse(false);
    }

    /** Of {@code stat}, what follows the name: the state and the parent. */
    private static Optional<String[]> status(String pid) {
        try {
            String stat = Files.readString(PROCESSES.resolve(pid).resolve("stat"));
            return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
        } catch (IOException ended) {
            return Optional.empty();
        }
    }
}
