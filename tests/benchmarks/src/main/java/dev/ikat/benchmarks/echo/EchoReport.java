package dev.ikat.benchmarks.echo;

import dev.ikat.benchmarks.VirtualThreads;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code EchoReport [kinds=a,b] [connections=1,64,1000] [sizes=64,16384] [rounds=3] [warmup=2] [seconds=3]}: runs each kind of
 * server in each cell, the kinds in turn within a round, and prints a table. Server CPU is the processor time of its process
 * (user and system) for a request; the figures are medians of the rounds. Needs Linux, for {@code /proc}.
 */
public final class EchoReport {
    private static final String BASELINE = "nio";
    private static final double TICKS_PER_SECOND = 100;

    private final Map<String, String> options = new LinkedHashMap<>();

    private record Cell(double cpuMicros, double perSecond, double p50, double p99, double p999) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        EchoReport report = new EchoReport();
        Arrays.stream(arguments).map(each -> each.split("=", 2)).forEach(each -> report.options.put(each[0], each[1]));
        report.run();
    }

    private void run() throws IOException, InterruptedException {
        String all = "nio,netty,ikat-protocol,ikat-streams,ikat-streams-buffer,"
                + (VirtualThreads.AVAILABLE ? "virtual-threads," : "") + "cpython-protocol,cpython-streams";
        List<String> kinds = List.of(options.getOrDefault("kinds", all).split(","));
        System.out.printf("JDK %s%n%n", Runtime.version());
        System.out.println(
                "| bytes | connections | server | CPU µs a request | × nio | requests/s | p50 | p99 | p99.9 µs |");
        System.out.println("|---:|---:|---|---:|---:|---:|---:|---:|---:|");
        for (String size : options.getOrDefault("sizes", "64,16384").split(",")) {
            for (String connections :
                    options.getOrDefault("connections", "1,64,1000").split(",")) {
                cells(kinds, connections, size);
            }
        }
    }

    private void cells(List<String> kinds, String connections, String size) throws IOException, InterruptedException {
        Map<String, List<Cell>> measured = new LinkedHashMap<>();
        for (int round = 0; round < Integer.parseInt(options.getOrDefault("rounds", "3")); round++) {
            for (String kind : kinds) {
                measured.computeIfAbsent(kind, k -> new ArrayList<>()).add(measure(kind, connections, size));
            }
        }
        double baseline = measured.containsKey(BASELINE) ? median(measured.get(BASELINE), 0) : Double.NaN;
        measured.forEach((kind, cells) -> System.out.printf(
                Locale.ROOT,
                "| %s | %s | %s | %.2f | %.2f | %.0f | %.0f | %.0f | %.0f |%n",
                size,
                connections,
                kind,
                median(cells, 0),
                median(cells, 0) / baseline,
                median(cells, 1),
                median(cells, 2),
                median(cells, 3),
                median(cells, 4)));
    }

    private static double median(List<Cell> cells, int figure) {
        double[] values = cells.stream()
                .mapToDouble(
                        cell -> new double[] {cell.cpuMicros, cell.perSecond, cell.p50, cell.p99, cell.p999}[figure])
                .sorted()
                .toArray();
        return values[values.length / 2];
    }

    private Cell measure(String kind, String connections, String size) throws IOException, InterruptedException {
        Process server = start(serverCommand(kind));
        List<Process> running = new ArrayList<>(List.of(server));
        try {
            String port = word(server.inputReader(), "PORT", 1);
            int seconds = Integer.parseInt(options.getOrDefault("seconds", "3"));
            Process client = start(java(
                    "dev.ikat.benchmarks.echo.EchoClient",
                    port,
                    connections,
                    size,
                    options.getOrDefault("warmup", "2"),
                    String.valueOf(seconds)));
            running.add(client);
            return measure(server, client.inputReader(), seconds);
        } finally {
            for (Process each : running) {
                each.destroyForcibly().waitFor();
            }
        }
    }

    private static Cell measure(Process server, BufferedReader client, int seconds) throws IOException {
        word(client, "BEGIN", 0);
        double before = cpuSeconds(server);
        String[] end = line(client, "END").split(" ");
        double used = cpuSeconds(server) - before;
        double requests = Double.parseDouble(end[1]);
        return new Cell(
                used / requests * 1e6,
                requests / seconds,
                Double.parseDouble(end[2]),
                Double.parseDouble(end[3]),
                Double.parseDouble(end[4]));
    }

    private static double cpuSeconds(Process process) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_PER_SECOND;
    }

    private static String word(BufferedReader from, String first, int index) throws IOException {
        return line(from, first).split(" ")[index];
    }

    private static String line(BufferedReader from, String first) throws IOException {
        for (String line; (line = from.readLine()) != null; ) {
            if (line.startsWith(first)) {
                return line;
            }
        }
        throw new IOException("the process ended without saying " + first);
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private List<String> serverCommand(String kind) throws IOException {
        if (kind.startsWith("cpython-")) {
            Path script = Files.createTempFile("echo", ".py");
            script.toFile().deleteOnExit();
            try (InputStream source = EchoReport.class.getResourceAsStream("echo.py")) {
                Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
            }
            return List.of("python3", script.toString(), kind.substring("cpython-".length()));
        }
        return java("dev.ikat.benchmarks.echo.EchoServer", kind);
    }

    /** A JVM like this one, with its agent. */
    private static List<String> java(String main, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Djdk.virtualThreadScheduler.parallelism=1"));
        java.lang.management.ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(each -> each.startsWith("-javaagent"))
                .forEach(command::add);
        command.addAll(List.of("-cp", System.getProperty("java.class.path").replace(":", File.pathSeparator), main));
        command.addAll(List.of(arguments));
        return command;
    }
}
