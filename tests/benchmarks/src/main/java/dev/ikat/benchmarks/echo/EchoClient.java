package dev.ikat.benchmarks.echo;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.Locale;

/**
 * {@code EchoClient port connections bytes warmupSeconds seconds}: each connection sends a message, waits for all of it to
 * come back, and sends the next. Prints {@code BEGIN} after warming up, and {@code END requests p50 p99 p999} in
 * microseconds; then the server is to be looked at, and a line on standard input ends it.
 */
public final class EchoClient {
    private static final int BUCKETS_PER_OCTAVE = 32;

    private final Selector selector = Selector.open();
    private final int size;
    private final ByteBuffer message;
    private final ByteBuffer sink = ByteBuffer.allocateDirect(64 * 1024);
    private final long[] histogram = new long[64 * BUCKETS_PER_OCTAVE];
    private long requests;

    private EchoClient(int port, int connections, int size) throws IOException {
        this.size = size;
        message = ByteBuffer.allocateDirect(size);
        for (int i = 0; i < connections; i++) {
            SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            Call call = new Call(channel, channel.register(selector, SelectionKey.OP_READ));
            call.key.attach(call);
            call.send();
        }
    }

    public static void main(String[] arguments) throws IOException {
        int[] given = new int[arguments.length];
        for (int i = 0; i < given.length; i++) {
            given[i] = Integer.parseInt(arguments[i]);
        }
        EchoClient client = new EchoClient(given[0], given[1], given[2]);
        client.runFor(given[3]);
        client.forget();
        System.out.println("BEGIN");
        client.runFor(given[4]);
        System.out.println(client.report());
        System.in.read();
    }

    private void forget() {
        java.util.Arrays.fill(histogram, 0);
        requests = 0;
    }

    private void runFor(int seconds) throws IOException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (System.nanoTime() < end) {
            selector.select(this::ready, 100);
        }
    }

    private void ready(SelectionKey key) {
        try {
            ((Call) key.attachment()).ready();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private String report() {
        return String.format(Locale.ROOT, "END %d %.1f %.1f %.1f", requests, micros(0.5), micros(0.99), micros(0.999));
    }

    private double micros(double fraction) {
        long rank = (long) Math.ceil(requests * fraction);
        long seen = 0;
        for (int i = 0; i < histogram.length; i++) {
            seen += histogram[i];
            if (seen >= rank) {
                return Math.pow(2, (double) (i + 1) / BUCKETS_PER_OCTAVE) / 1000;
            }
        }
        return Double.NaN;
    }

    /** A connection. */
    private final class Call {
        final SocketChannel channel;
        final SelectionKey key;
        final ByteBuffer unsent = message.duplicate();
        int missing;
        long begun;

        Call(SocketChannel channel, SelectionKey key) {
            this.channel = channel;
            this.key = key;
        }

        void send() throws IOException {
            unsent.clear();
            missing = size;
            begun = System.nanoTime();
            goOnSending();
        }

        private void goOnSending() throws IOException {
            channel.write(unsent);
            key.interestOps(
                    unsent.hasRemaining() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
        }

        void ready() throws IOException {
            if (unsent.hasRemaining()) {
                goOnSending();
            }
            sink.clear();
            int count = channel.read(sink);
            if (count < 0) {
                throw new IOException("the server has closed a connection");
            }
            missing -= count;
            if (missing == 0) {
                double nanos = Math.max(1, System.nanoTime() - begun);
                histogram[(int) (Math.log(nanos) / Math.log(2) * BUCKETS_PER_OCTAVE)]++;
                requests++;
                send();
            }
        }
    }
}
