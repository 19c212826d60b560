package dev.ikat.comparisons;

import dev.ikat.benchmarks.Report;
import dev.ikat.benchmarks.Report.Other;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The whole comparison on this JDK, in one table with ratios to the baseline of the same run: {@code Comparison [-quick]
 * [pattern...]}. Our rows, virtual threads, the JDK's continuations, CompletableFuture and kotlinx.coroutines are JMH's; CPython
 * runs a script of the same rows afterwards, and other weavers a program each. Without a pattern it is the rows that have peers.
 */
public final class Comparison {
    private static final String PEERS = "dev.ikat.comparisons";

    private Comparison() {}

    public static void main(String[] arguments) throws Exception {
        List<String> given = new ArrayList<>(Arrays.asList(arguments));
        if (given.stream().allMatch(each -> each.startsWith("-"))) {
            given.add(PEERS);
        }
        Report report = Report.run(given);
        List<Other> others = new ArrayList<>(cpython());
        others.addAll(Weavers.all());
        report.print(System.out, others);
    }

    private static List<Other> cpython() throws IOException, InterruptedException {
        Path script = Files.createTempFile("cpython", ".py");
        try (InputStream source = Objects.requireNonNull(Comparison.class.getResourceAsStream("cpython.py"))) {
            Files.write(script, source.readAllBytes());
            return lines("cpython", "python3", script.toString());
        } finally {
            Files.delete(script);
        }
    }

    /** Lines of a row's name and its figures; where the program cannot be started, or fails, each row says why. */
    static List<Other> lines(String name, String... command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("errors", ".txt");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            boolean ended = process.waitFor() == 0 && !output.isBlank();
            return ended ? output.lines().map(line -> parsed(name, line)).toList() : failed(name, cause(errors));
        } catch (IOException error) {
            return failed(name, String.valueOf(error.getMessage()));
        } finally {
            Files.delete(errors);
        }
    }

    /** The first exception that it told of: others may follow from it. */
    private static String cause(Path errors) throws IOException {
        List<String> lines = Files.readAllLines(errors);
        return lines.stream()
                .filter(line -> line.matches("[\\w.$]+(Exception|Error)\\b.*"))
                .findFirst()
                .orElse(lines.isEmpty() ? "no output" : lines.get(0));
    }

    /** What follows a colon in the row's name is a parameter. */
    private static Other parsed(String name, String line) {
        String[] parts = line.split(" ");
        String[] row = parts[0].split(":", 2);
        String label = row.length == 1 ? name : name + " (" + row[1].replace('=', ' ') + ")";
        List<Double> nanos = Stream.of(parts).skip(1).map(Double::valueOf).toList();
        return new Other(row[0], label, nanos, "");
    }

    static List<Other> failed(String name, String why) {
        return Stream.of(
                        "PeersSuspendResume", "PeersTwoTasks", "PeersStartJoin", "PeersQueueHop", "PeersAwaitCompleted")
                .map(row -> new Other(row, name, List.of(), "does not run: " + why))
                .toList();
    }
}
