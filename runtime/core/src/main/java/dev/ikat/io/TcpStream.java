package dev.ikat.io;

import dev.ikat.Coroutine;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;

/**
 * A TCP connection: {@code try (var stream = await(TcpStream.connect("example.org", 7))) { … }}. What can be done with it,
 * and by whom, see {@link ByteStream}.
 */
public final class TcpStream extends SocketStream {
    private final InetSocketAddress localAddress;
    private final InetSocketAddress remoteAddress;

    private TcpStream(ChannelWire wire, InetSocketAddress localAddress, InetSocketAddress remoteAddress) {
        super(wire, remoteAddress.toString());
        this.localAddress = localAddress;
        this.remoteAddress = remoteAddress;
    }

    /** A stream on a wire that is connected. */
    static TcpStream on(ChannelWire wire) throws IOException {
        return new TcpStream(wire, (InetSocketAddress) wire.channel.getLocalAddress(), (InetSocketAddress)
                wire.channel.getRemoteAddress());
    }

    /**
     * Connects; a name is looked up on another thread. Of several addresses the next is tried when the one before has
     * failed or has not answered for 250 ms, IPv6 and IPv4 in turn; the first that answers is taken (Happy Eyeballs, RFC
     * 8305). Cancelling it closes the sockets.
     *
     * @param port 1 to 65535
     * @throws IOException at the await: {@link java.net.UnknownHostException}, {@link java.net.ConnectException} or
     *     another error of the first address, with those of the others suppressed
     * @throws IllegalArgumentException for a port out of range
     */
    public static Coroutine<TcpStream> connect(String host, int port) throws IOException {
        return connect(host, port, TcpOptions.defaults());
    }

    /**
     * As {@link #connect(String, int)}.
     *
     * @throws IOException also {@link java.net.SocketTimeoutException}, past the timeout of the options
     */
    public static Coroutine<TcpStream> connect(String host, int port, TcpOptions options) throws IOException {
        return connect(InetSocketAddress.createUnresolved(host, port), options);
    }

    /**
     * As {@link #connect(String, int)}; an address that is resolved is taken as it is.
     *
     * @throws IllegalArgumentException for an address that is no {@link InetSocketAddress}
     */
    public static Coroutine<TcpStream> connect(SocketAddress address) throws IOException {
        return connect(address, TcpOptions.defaults());
    }

    /** As {@link #connect(SocketAddress)}. */
    public static Coroutine<TcpStream> connect(SocketAddress address, TcpOptions options) throws IOException {
        Objects.requireNonNull(options, "options");
        if (address instanceof InetSocketAddress internet) {
            return Io.defer(() -> Connecting.to(internet, options));
        }
        throw new IllegalArgumentException("TCP connects to an InetSocketAddress, not to " + address);
    }

    /** This end; still known when the stream is closed. */
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    /** The other end; still known when the stream is closed. */
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public String toString() {
        return "TCP stream " + localAddress + " to " + remoteAddress;
    }
}
