package dev.ikat.io;

import dev.ikat.AsyncCloseable;
import dev.ikat.AsyncFunction;
import dev.ikat.Awaitable;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Suspension;
import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.Poller;
import dev.ikat.loop.SelectorLoop;
import dev.ikat.loop.TimerHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Accepts TCP connections and runs a handler for each, as a task of its own: {@code try (var server =
 * await(TcpServer.listen("localhost", 0, Echo::serve))) { … }}. The stream is closed when its handler ends, in any way.
 *
 * <p><b>Errors.</b> What a handler throws goes to the loop's exception handler and stops nothing. When the system refuses
 * to accept, most often for too many open files, that goes there too, and accepting goes on a second later.
 *
 * <p><b>Threads.</b> As for {@link TcpStream}; {@link #port} and {@link #localAddress} may be asked on any thread.
 */
public final class TcpServer implements AsyncCloseable {
    private static final int BACKLOG = 1024;

    /** At most so many connections are accepted before other callbacks of the loop have their turn. */
    private static final int MAX_ACCEPTS = 64;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final SelectorLoop loop;
    private final ServerSocketChannel channel;
    private final InetSocketAddress localAddress;
    private final Poller.Key key;
    private final AsyncFunction<? super TcpStream, Void> handler;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final List<Closing> closing = new ArrayList<>();
    private @Nullable TimerHandle pause;

    private TcpServer(SelectorLoop loop, ServerSocketChannel channel, AsyncFunction<? super TcpStream, Void> handler)
            throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.handler = handler;
        localAddress = (InetSocketAddress) channel.getLocalAddress();
        key = loop.register(channel, readyOps -> accept());
        key.interest(SelectionKey.OP_ACCEPT);
    }

    /**
     * Binds and begins to accept.
     *
     * @param host the interface, by name or address; of several addresses of a name the first is taken. {@code 0.0.0.0}
     *     or {@code ::} is every interface
     * @param port 0 for one that is free, see {@link #port}
     * @param handler what each connection runs; the loop's thread calls it
     * @throws IOException at the await: {@link java.net.UnknownHostException}, {@link java.net.BindException} where the
     *     port is taken
     * @throws IllegalArgumentException for a port out of range
     */
    public static Coroutine<TcpServer> listen(String host, int port, AsyncFunction<TcpStream, Void> handler)
            throws IOException {
        Objects.requireNonNull(handler, "handler");
        InetSocketAddress address = InetSocketAddress.createUnresolved(host, port);
        return Io.defer(() -> new Listening(Wire.currentLoop(), port, handler).begin(address));
    }

    private static TcpServer bound(
            SelectorLoop loop, InetSocketAddress address, AsyncFunction<? super TcpStream, Void> handler)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.bind(address, BACKLOG);
            return new TcpServer(loop, channel, handler);
        } catch (IOException error) {
            channel.close();
            throw Io.describe(error, ": " + address);
        } catch (Throwable error) {
            channel.close();
            throw error;
        }
    }

    /** The port that it listens on. */
    public int port() {
        return localAddress.getPort();
    }

    /** Where it listens; still known when it is closed. */
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    /**
     * Stops accepting, and ends when every handler has ended and its stream is closed. It cancels nothing: close or
     * {@linkplain #abortClients abort} the connections for handlers that do not end by themselves. Cancelling it stops
     * the waiting only. Doing it twice is harmless.
     */
    @Override
    public Coroutine<Void> closeAsync() {
        return Io.defer(this::beginClose);
    }

    private Awaitable<Void> beginClose() {
        if (Ikat.loop() != loop) {
            throw new IllegalStateException(this + " belongs to another loop than the task that closes it");
        }
        stop();
        return connections.isEmpty() ? Ikat.yieldNow() : new Closing();
    }

    /** Aborts every connection: the next read or write of each handler fails. */
    public void abortClients() {
        List.copyOf(connections).forEach(connection -> connection.stream.abort());
    }

    private void stop() {
        key.cancel();
        if (pause != null) {
            pause.cancel();
            pause = null;
        }
        try {
            channel.close();
        } catch (IOException error) {
            loop.callExceptionHandler(new ErrorContext("a server socket could not be closed", error, this));
        }
    }

    private void accept() {
        try {
            for (int i = 0; i < MAX_ACCEPTS; i++) {
                SocketChannel accepted = channel.accept();
                if (accepted == null) {
                    return;
                }
                serve(accepted);
            }
        } catch (IOException error) {
            pauseAfter(error);
        }
    }

    private void serve(SocketChannel accepted) {
        try {
            Connection connection = new Connection(this, TcpStream.on(ChannelWire.of(loop, accepted)), loop);
            connections.add(connection);
            connection.serve(handler);
        } catch (IOException lostAlready) {
            loop.callExceptionHandler(
                    new ErrorContext(this + " lost a connection as it accepted it", lostAlready, this));
        }
    }

    private void pauseAfter(IOException error) {
        loop.callExceptionHandler(new ErrorContext(
                this + " could not accept a connection; it tries again in " + PAUSE.toSeconds() + " s", error, this));
        key.interest(0);
        pause = loop.callLater(PAUSE, this::goOn);
    }

    private void goOn() {
        pause = null;
        key.interest(SelectionKey.OP_ACCEPT);
    }

    void ended(Connection connection) {
        connections.remove(connection);
        if (connections.isEmpty()) {
            closing.forEach(Closing::end);
            closing.clear();
        }
    }

    @Override
    public String toString() {
        return "TCP server " + localAddress;
    }

    /** A task that waits for the server to be bound. */
    private static final class Listening extends Resolving<TcpServer> {
        private final int port;
        private final AsyncFunction<? super TcpStream, Void> handler;

        Listening(SelectorLoop loop, int port, AsyncFunction<? super TcpStream, Void> handler) {
            super(loop);
            this.port = port;
            this.handler = handler;
        }

        @Override
        void resolved(List<InetAddress> addresses) throws IOException {
            complete(bound(loop, new InetSocketAddress(addresses.get(0), port), handler));
        }

        @Override
        protected void abort() {
            if (!isCancelled()) {
                result().stop();
            }
        }
    }

    /** A task that waits for the last handler. */
    private final class Closing extends Suspension<Void> {
        Closing() {
            closing.add(this);
        }

        @SuppressWarnings("NullAway") // Void has no other value
        void end() {
            complete(null);
        }

        @Override
        protected void abort() {
            if (isCancelled()) {
                closing.remove(this);
            }
        }
    }
}
