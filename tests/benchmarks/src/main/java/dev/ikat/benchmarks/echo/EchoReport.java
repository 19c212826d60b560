package dev.ikat.benchmarks.echo;

import dev.ikat.benchmarks.VirtualThreads;
import java.io.IOException;
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

    private final Map<String, String> options = new LinkedHashMap<>();

    private record Cell(double cpuMicros, double perSecond, double p50, double p99, double p999) {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        EchoReport report = new EchoReport();
        Arrays.stream(arguments).map(each -> each.split("=", 2)).forEach(each -> report.options.put(each[0], each[1]));
        report.run();
    }

    private void run() throws IOException, InterruptedException {
        String all = "nio,netty,netty-pooled,ikat-protocol,ikat-streams,ikat-streams-buffer,"
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
        int seconds = Integer.parseInt(options.getOrDefault("seconds", "3"));
        try (Peer server = Peer.server(kind);
                Peer client = Peer.client(
                        EchoClient.class,
                        server.port(),
                        connections,
                        size,
                        options.getOrDefault("warmup", "2"),
                        String.valueOf(seconds))) {
            return measure(server, client, seconds);
        }
    }

    private static Cell measure(Peer server, Peer client, int seconds) throws IOException {
        client.line("BEGIN");
        double before = server.cpuSeconds();
        String[] end = client.line("END");
        double used = server.cpuSeconds() - before;
        double requests = Double.parseDouble(end[1]);
        return new Cell(
                used / requests * 1e6,
                requests / seconds,
                Double.parseDouble(end[2]),
                Double.parseDouble(end[3]),
                Double.parseDouble(end[4]));
    }
}
