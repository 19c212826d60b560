package dev.ikat.benchmarks.echo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** {@code TlsReport}: TLS 1.3 over loopback, echoed in blocks of 16 KiB on one connection, by Netty and by Ikat in turn. */
public final class TlsReport {
    private static final int ROUNDS = 5;
    private static final int WARMUP_SECONDS = 5;
    private static final int SECONDS = 4;
    private static final double MIB = 1024 * 1024;

    private TlsReport() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("tls");
        Path store = folder.resolve("store.p12");
        try {
            makeKey(store);
            System.setProperty("echo.keystore", store.toString());
            System.out.printf("JDK %s%n%n", Runtime.version());
            System.out.println("| server | CPU µs a MiB | × netty | MiB/s |");
            System.out.println("|---|---:|---:|---:|");
            List<String> kinds = List.of("netty-tls", "ikat-tls");
            double[][][] all = new double[kinds.size()][ROUNDS][];
            for (int round = 0; round < ROUNDS; round++) {
                for (int kind = 0; kind < kinds.size(); kind++) {
                    all[kind][round] = measure(kinds.get(kind));
                }
            }
            for (int kind = 0; kind < kinds.size(); kind++) {
                System.out.printf(
                        Locale.ROOT,
                        "| %s | %.0f | %.2f | %.0f |%n",
                        kinds.get(kind),
                        median(all[kind], 0),
                        median(all[kind], 0) / median(all[0], 0),
                        median(all[kind], 1));
            }
        } finally {
            Files.deleteIfExists(store);
            Files.delete(folder);
        }
    }

    private static void makeKey(Path store) throws IOException, InterruptedException {
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        int code = new ProcessBuilder(
                        (keytool + " -genkeypair -keyalg RSA -keysize 2048 -alias echo -dname CN=localhost"
                                        + " -ext san=dns:localhost -storetype PKCS12 -storepass " + TlsEcho.PASSWORD
                                        + " -keystore "
                                        + store)
                                .split(" "))
                .inheritIO()
                .start()
                .waitFor();
        if (code != 0) {
            throw new IOException("keytool ended with " + code);
        }
    }

    private static double[] measure(String kind) throws IOException {
        try (Peer server = Peer.server(kind);
                Peer client = Peer.client(
                        TlsClient.class, server.port(), String.valueOf(WARMUP_SECONDS), String.valueOf(SECONDS))) {
            client.line("BEGIN");
            double before = server.cpuSeconds();
            double mebibytes = Long.parseLong(client.line("END")[1]) / MIB;
            return new double[] {(server.cpuSeconds() - before) / mebibytes * 1e6, mebibytes / SECONDS};
        }
    }

    private static double median(double[][] rounds, int figure) {
        return DoubleStream.of(java.util.Arrays.stream(rounds)
                        .mapToDouble(round -> round[figure])
                        .toArray())
                .sorted()
                .toArray()[rounds.length / 2];
    }
}
