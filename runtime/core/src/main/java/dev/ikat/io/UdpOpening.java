package dev.ikat.io;

import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task that waits for a UDP socket: the addresses are tried one after the other until one can be had. */
final class UdpOpening extends Resolving<UdpSocket> {
    /** Sets the options, and binds or connects the channel. */
    @FunctionalInterface
    interface Step {
        void take(DatagramChannel channel, InetSocketAddress address) throws IOException;
    }

    private final int port;
    private final Step step;

    UdpOpening(SelectorLoop loop, int port, Step step) {
        super(loop);
        this.port = port;
        this.step = step;
    }

    @Override
    void resolved(List<InetAddress> addresses) throws IOException {
        IOException firstFailure = null;
        for (InetAddress each : addresses) {
            InetSocketAddress address = new InetSocketAddress(each, port);
            try {
                complete(open(address));
                return;
            } catch (IOException error) {
                firstFailure = collected(firstFailure, Io.describe(error, ": " + address));
            }
        }
        throw firstFailure == null ? new IOException("the name has no address") : firstFailure;
    }

    private static IOException collected(@Nullable IOException first, IOException next) {
        if (first == null) {
            return next;
        }
        first.addSuppressed(next);
        return first;
    }

    private UdpSocket open(InetSocketAddress address) throws IOException {
        boolean ipv4 = address.getAddress() instanceof Inet4Address;
        DatagramChannel channel =
                loop.channels().openDatagramChannel(ipv4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            step.take(channel, address);
            return new UdpSocket(loop, channel);
        } catch (Throwable error) {
            channel.close();
            throw error;
        }
    }

    @Override
    protected void abort() {
        if (!isCancelled()) {
            result().closeNow();
        }
    }
}
