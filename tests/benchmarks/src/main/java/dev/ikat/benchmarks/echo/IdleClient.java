package dev.ikat.benchmarks.echo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** {@code IdleClient port connections}: opens so many, has a byte come back on each, says {@code IDLE}, and keeps them. */
public final class IdleClient {
    private IdleClient() {}

    public static void main(String[] arguments) throws IOException {
        InetSocketAddress server =
                new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        List<SocketChannel> open = new ArrayList<>();
        ByteBuffer one = ByteBuffer.allocateDirect(1);
        for (int i = 0; i < Integer.parseInt(arguments[1]); i++) {
            SocketChannel channel = SocketChannel.open(server);
            channel.write(one.clear());
            channel.read(one.clear());
            open.add(channel);
        }
        System.out.println("IDLE");
        System.in.read();
        open.forEach(channel -> {});
    }
}
