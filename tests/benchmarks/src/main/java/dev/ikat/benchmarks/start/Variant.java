package dev.ikat.benchmarks.start;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A way to start a program, and how long its starts took: by the clock, and the process's processor time. */
final class Variant {
    private final String name;
    private final List<String> command = new ArrayList<>();
    private final List<Double> millis = new ArrayList<>();
    private final List<Double> cpuMillis = new ArrayList<>();

    Variant(String name, List<String> arguments) {
        this.name = name;
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
    }

    /** From the process's start to its answer; the system counts processor time in hundredths of a second. */
    void start() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        String line = lines.readLine();
        while (line != null && !line.equals(FirstAwait.ANSWER)) {
            line = lines.readLine(); // the JVM warns here
        }
        millis.add((System.nanoTime() - begin) / 1e6);
        process.info().totalCpuDuration().map(Duration::toMillis).ifPresent(each -> cpuMillis.add((double) each));
        process.getOutputStream().close();
        check(process, line != null);
    }

    /** From the process's start to its end. */
    void run() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        Process process = new ProcessBuilder(command).inheritIO().start();
        process.waitFor();
        millis.add((System.nanoTime() - begin) / 1e6);
        check(process, true);
    }

    /** Once, without counting it: what makes an archive. */
    void once() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        check(process, true);
    }

    private void check(Process process, boolean answered) throws InterruptedException {
        int code = process.waitFor();
        if (code != 0 || !answered) {
            throw new IllegalStateException(name + " ended with " + code + ": " + String.join(" ", command));
        }
    }

    double median() {
        return median(millis);
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElse(Double.NaN);
    }

    String line(Variant baseline) {
        return String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f–%.0f | %.2f | %s |",
                name,
                median(),
                millis.stream().mapToDouble(each -> each).min().orElse(Double.NaN),
                millis.stream().mapToDouble(each -> each).max().orElse(Double.NaN),
                median() / baseline.median(),
                cpuMillis.isEmpty() ? "" : String.format(Locale.ROOT, "%.0f", median(cpuMillis)));
    }
}
