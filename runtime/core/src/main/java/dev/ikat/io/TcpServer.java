package dev.ikat.io;

import dev.ikat.AsyncFunction;
import dev.ikat.Coroutine;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Objects;

/**
 * Accepts TCP connections and runs a handler for each, as a task of its own: {@code try (var server =
 * await(TcpServer.listen("localhost", 0, Echo::serve))) { … }}. The stream is closed when its handler ends, in any way.
 * More is said at {@link StreamServer}.
 *
 * <p><b>Threads.</b> As for {@link TcpStream}; {@link #port} and the addresses may be asked on any thread.
 */
public final class TcpServer extends StreamServer<TcpStream> {
    private final TcpOptions ofConnections;
    private final List<InetSocketAddress> localAddresses;

    /** Takes the channels. */
    private TcpServer(
            SelectorLoop loop,
            List<ServerSocketChannel> channels,
            TcpServerOptions options,
            AsyncFunction<? super TcpStream, Void> handler)
            throws IOException {
        super(loop, handler, options.maxConnections);
        ofConnections = options.connections;
        localAddresses = TcpBinding.localAddresses(channels);
        channels.forEach(this::acceptFrom);
    }

    /**
     * Binds and begins to accept.
     *
     * @param host the interface, by name or address; of a name every address that this machine has, on the same port.
     *     {@code 0.0.0.0} or {@code ::} is every interface
     * @param port 0 for one that is free, see {@link #port}
     * @param handler what each connection runs; the loop's thread calls it
     * @throws IOException at the await: {@link java.net.UnknownHostException}, {@link java.net.BindException} where the
     *     port is taken
     * @throws IllegalArgumentException for a port out of range
     */
    public static Coroutine<TcpServer> listen(String host, int port, AsyncFunction<TcpStream, Void> handler)
            throws IOException {
        return listen(host, port, TcpServerOptions.defaults(), handler);
    }

    /** As {@link #listen(String, int, AsyncFunction)}. */
    public static Coroutine<TcpServer> listen(
            String host, int port, TcpServerOptions options, AsyncFunction<TcpStream, Void> handler)
            throws IOException {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(handler, "handler");
        InetSocketAddress address = InetSocketAddress.createUnresolved(host, port);
        return Io.defer(() -> new Listening(Wire.currentLoop(), port, options, handler).begin(address));
    }

    /** The port that it listens on. */
    public int port() {
        return localAddress().getPort();
    }

    /** Where it listens, the first of {@link #localAddresses}; still known when it is closed. */
    public InetSocketAddress localAddress() {
        return localAddresses.get(0);
    }

    /** Where it listens, all of one port; still known when it is closed. */
    public List<InetSocketAddress> localAddresses() {
        return localAddresses;
    }

    @Override
    TcpStream stream(SocketChannel accepted) throws IOException {
        ChannelWire wire = ChannelWire.of(loop, accepted);
        try {
            ofConnections.applyTo(accepted);
            return TcpStream.on(wire);
        } catch (Throwable error) {
            wire.close();
            throw error;
        }
    }

    @Override
    String nameOf(TcpStream stream) {
        return "connection from " + stream.remoteAddress();
    }

    @Override
    public String toString() {
        return "TCP server " + (localAddresses.size() == 1 ? localAddress() : localAddresses);
    }

    /** A task that waits for the server to be bound. */
    private static final class Listening extends Resolving<TcpServer> {
        private final int port;
        private final TcpServerOptions options;
        private final AsyncFunction<? super TcpStream, Void> handler;

        Listening(
                SelectorLoop loop, int port, TcpServerOptions options, AsyncFunction<? super TcpStream, Void> handler) {
            super(loop);
            this.port = port;
            this.options = options;
            this.handler = handler;
        }

        @Override
        void resolved(List<InetAddress> addresses) throws IOException {
            complete(new TcpServer(loop, TcpBinding.bind(loop.channels(), addresses, port, options), options, handler));
        }

        @Override
        protected void abort() {
            if (!isCancelled()) {
                result().stop();
            }
        }
    }
}
