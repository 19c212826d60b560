package dev.ikat.io;

import dev.ikat.AsyncCloseable;
import dev.ikat.AsyncFunction;
import dev.ikat.Awaitable;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Suspension;
import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Accepts connections and runs a handler for each, as a task of its own: {@link TcpServer}, {@link UnixServer}. The stream
 * is closed when its handler ends, in any way.
 *
 * <p><b>Errors.</b> What a handler throws goes to the loop's exception handler and stops nothing. When the system refuses
 * to accept, most often for too many open files, that goes there too, and accepting goes on a second later.
 *
 * <p><b>Threads.</b> A server belongs to the {@link SelectorLoop} that opened it, as a {@link ByteStream} does.
 *
 * <pre>
 * LISTENING --closeAsync--> STOPPED (handlers run) --the last handler has ended, its stream is closed--> closeAsync ends
 * </pre>
 */
public abstract class StreamServer<S extends ByteStream> implements AsyncCloseable {
    final SelectorLoop loop;
    private final AsyncFunction<? super S, Void> handler;
    private final int maxConnections;
    private final List<Acceptor> acceptors = new ArrayList<>(1);
    private final Set<Connection<S>> connections = new LinkedHashSet<>();
    private final List<Waiter> closing = new ArrayList<>();
    private final List<Waiter> serving = new ArrayList<>();
    private boolean stopped;

    StreamServer(SelectorLoop loop, AsyncFunction<? super S, Void> handler, int maxConnections) {
        this.loop = loop;
        this.handler = handler;
        this.maxConnections = maxConnections;
    }

    /** A stream on a connection that was accepted; takes the channel. */
    abstract S stream(SocketChannel accepted) throws IOException;

    /** What a connection is called, in messages and as a task: "connection from …". */
    abstract String nameOf(S stream);

    /** What is to be done once the sockets are closed. */
    void stopped() {}

    /** Accepts from a channel, which is bound and non-blocking. */
    final void acceptFrom(ServerSocketChannel channel) {
        acceptors.add(new Acceptor(this, channel));
    }

    final boolean hasRoom() {
        return connections.size() < maxConnections;
    }

    /** How many connections there are: accepted, and their handler runs or their stream is not closed yet. */
    public final int connections() {
        checkLoop();
        return connections.size();
    }

    /** Whether it accepts no more connections. */
    public final boolean isClosed() {
        checkLoop();
        return stopped;
    }

    private void checkLoop() {
        Io.checkLoop(loop, this);
    }

    /**
     * Stops accepting, and ends when every handler has ended and its stream is closed. It cancels nothing: {@linkplain
     * #closeClients close} or {@linkplain #abortClients abort} the connections for handlers that do not end by themselves.
     * Cancelling it stops the waiting only. Doing it twice is harmless.
     */
    @Override
    public final Coroutine<Void> closeAsync() {
        return Io.defer(this::beginClose);
    }

    private Awaitable<Void> beginClose() {
        checkLoop();
        stop();
        return connections.isEmpty() ? Ikat.yieldNow() : new Waiter(closing);
    }

    final void stop() {
        if (!stopped) {
            stopped = true;
            acceptors.forEach(Acceptor::close);
            acceptors.clear();
            stopped();
            release(serving);
        }
    }

    /**
     * For a task that has nothing else to do: waits until another one closes this server. Cancelling it stops the waiting
     * only; leave the server's try statement to close it.
     */
    public final Coroutine<Void> serveForever() {
        return Io.defer(() -> {
            checkLoop();
            return stopped ? Ikat.done() : new Waiter(serving);
        });
    }

    /** Closes every connection once what its handler has written is sent: the next read or write of the handler fails. */
    public final void closeClients() {
        checkLoop();
        List.copyOf(connections).forEach(connection -> connection.stream.beginClose());
    }

    /** Aborts every connection: the next read or write of each handler fails. */
    public final void abortClients() {
        checkLoop();
        List.copyOf(connections).forEach(connection -> connection.stream.abort());
    }

    final void accepted(SocketChannel channel) {
        try {
            S stream = stream(channel);
            Connection<S> connection = new Connection<>(this, stream, nameOf(stream));
            connections.add(connection);
            if (!hasRoom()) {
                acceptors.forEach(Acceptor::update);
            }
            connection.serve(handler);
        } catch (IOException lostAlready) {
            loop.callExceptionHandler(
                    new ErrorContext(this + " lost a connection as it accepted it", lostAlready, this));
        }
    }

    final void ended(Connection<S> connection) {
        boolean wasFull = !hasRoom();
        connections.remove(connection);
        if (wasFull) {
            acceptors.forEach(Acceptor::update);
        }
        if (connections.isEmpty()) {
            release(closing);
        }
    }

    private static void release(List<Waiter> waiting) {
        waiting.forEach(Waiter::end);
        waiting.clear();
    }

    /** A task that waits for one of the ends. */
    private static final class Waiter extends Suspension<Void> {
        private final List<Waiter> waiting;

        Waiter(List<Waiter> waiting) {
            this.waiting = waiting;
            waiting.add(this);
        }

        @SuppressWarnings("NullAway") // Void has no other value
        void end() {
            complete(null);
        }

        @Override
        protected void abort() {
            if (isCancelled()) {
                waiting.remove(this);
            }
        }
    }
}
