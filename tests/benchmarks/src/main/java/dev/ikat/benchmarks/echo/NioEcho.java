package dev.ikat.benchmarks.echo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.function.IntConsumer;

/** The baseline: a selector, written by hand for this and nothing else. */
final class NioEcho {
    private static final int BUFFER_SIZE = 64 * 1024;

    private final Selector selector = Selector.open();
    private final ByteBuffer shared = ByteBuffer.allocateDirect(BUFFER_SIZE);

    private NioEcho() throws IOException {}

    static void serve(IntConsumer port) throws IOException {
        new NioEcho().run(port);
    }

    private void run(IntConsumer port) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
        port.accept(server.socket().getLocalPort());
        while (true) {
            selector.select(this::ready);
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept((ServerSocketChannel) key.channel());
            } else if (key.isWritable()) {
                flush(key, (SocketChannel) key.channel());
            } else {
                echo(key, (SocketChannel) key.channel());
            }
        } catch (IOException gone) {
            close(key);
        }
    }

    private static void close(SelectionKey key) {
        try {
            key.channel().close();
        } catch (IOException error) {
            throw new UncheckedIOException(error);
        }
    }

    private void accept(ServerSocketChannel server) throws IOException {
        SocketChannel channel = server.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(selector, SelectionKey.OP_READ);
    }

    private void echo(SelectionKey key, SocketChannel channel) throws IOException {
        shared.clear();
        if (channel.read(shared) < 0) {
            channel.close();
            return;
        }
        channel.write(shared.flip());
        if (shared.hasRemaining()) {
            key.attach(ByteBuffer.allocate(shared.remaining()).put(shared).flip());
            key.interestOps(SelectionKey.OP_WRITE);
        }
    }

    private static void flush(SelectionKey key, SocketChannel channel) throws IOException {
        ByteBuffer left = (ByteBuffer) key.attachment();
        channel.write(left);
        if (!left.hasRemaining()) {
            key.attach(null);
            key.interestOps(SelectionKey.OP_READ);
        }
    }
}
