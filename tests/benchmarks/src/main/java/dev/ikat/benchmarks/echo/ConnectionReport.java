package dev.ikat.benchmarks.echo;

import dev.ikat.benchmarks.VirtualThreads;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * {@code ConnectionReport [kind...]}: what a connection costs each kind of server in processor time, to accept, answer once and
 * lose it, and in bytes of the heap while it is open and idle. Needs Linux, for {@code /proc}.
 */
public final class ConnectionReport {
    private static final int IDLE = 5_000;
    private static final int SECONDS = 3;
    private static final int ROUNDS = 3;

    private ConnectionReport() {}

    public static void main(String[] arguments) throws IOException {
        List<String> kinds = arguments.length > 0
                ? List.of(arguments)
                : Arrays.asList(
                        ("nio,netty,ikat-protocol,ikat-streams" + (VirtualThreads.AVAILABLE ? ",virtual-threads" : ""))
                                .split(","));
        System.out.printf("JDK %s%n%n", Runtime.version());
        System.out.println("| server | CPU µs a connection | connections/s | heap bytes of an idle one |");
        System.out.println("|---|---:|---:|---:|");
        for (String kind : kinds) {
            double[][] rounds = new double[ROUNDS][];
            for (int i = 0; i < ROUNDS; i++) {
                rounds[i] = connect(kind);
            }
            Arrays.sort(rounds, (a, b) -> Double.compare(a[0], b[0]));
            double[] median = rounds[ROUNDS / 2];
            System.out.printf(
                    Locale.ROOT, "| %s | %.1f | %.0f | %.0f |%n", kind, median[0], median[1], idleBytes(kind));
        }
    }

    private static double[] connect(String kind) throws IOException {
        try (Peer server = Peer.server(kind);
                Peer client = Peer.client(ConnectingClient.class, server.port(), "4", String.valueOf(SECONDS))) {
            client.line("BEGIN");
            double before = server.cpuSeconds();
            int connections = Integer.parseInt(client.line("END")[1]);
            return new double[] {(server.cpuSeconds() - before) / connections * 1e6, (double) connections / SECONDS};
        }
    }

    /** The first thousand fill what is made once. */
    private static double idleBytes(String kind) throws IOException {
        try (Peer server = Peer.server(kind)) {
            String port = server.port();
            try (Peer first = Peer.client(IdleClient.class, port, "1000")) {
                first.line("IDLE");
                long before = liveBytes(server);
                try (Peer more = Peer.client(IdleClient.class, port, String.valueOf(IDLE))) {
                    more.line("IDLE");
                    return (double) (liveBytes(server) - before) / IDLE;
                }
            }
        }
    }

    private static long liveBytes(Peer server) throws IOException {
        server.say("");
        return Long.parseLong(server.line("HEAP")[1]);
    }
}
