package dev.ikat.benchmarks.echo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/**
 * {@code ConnectingClient port warmupSeconds seconds}: connects, sends a byte, waits for it to come back, resets, one
 * connection after the other. Prints {@code BEGIN} and {@code END connections} as {@link EchoClient} does.
 */
public final class ConnectingClient {
    private ConnectingClient() {}

    public static void main(String[] arguments) throws IOException {
        InetSocketAddress server =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        runFor(Integer.parseInt(arguments[1]), server);
        System.out.println("BEGIN");
        System.out.println("END " + runFor(Integer.parseInt(arguments[2]), server));
        System.in.read();
    }

    private static int runFor(int seconds, InetSocketAddress server) throws IOException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        int connections = 0;
        while (System.nanoTime() < end) {
            try (SocketChannel channel = SocketChannel.open(server)) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
                channel.write(one.clear());
                channel.read(one.clear());
            }
            connections++;
        }
        return connections;
    }
}
