package dev.ikat.io;

import dev.ikat.Ikat;
import dev.ikat.StateMachine;
import dev.ikat.Suspension;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * The receiving side of a UDP socket. A datagram is taken from the system in the step of the task that gets it, so none is
 * ever between the two: there is nothing to give back when a task is cancelled, and what nobody receives stays in the
 * system's buffer.
 *
 * <pre>
 * a receive:  NEW --nothing has come--> waits to be woken by the poller --> looks again, and so on --> ENDED
 *              '--------------------------- a datagram has come ---------------------------------------^
 * </pre>
 *
 * <p>Trade-off: each datagram goes through a buffer that holds any, and is copied once from there; so none is cut.
 */
final class Receiving {
    static final int MAX_DIRECT = 16;

    /** More than any datagram of UDP has, whose length is a number of 16 bits. */
    private static final int SCRATCH_SIZE = 64 * 1024;

    /** Where the system puts a datagram; one for all sockets of a thread, since it is emptied at once. */
    private static final ThreadLocal<ByteBuffer> SCRATCH =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SCRATCH_SIZE));

    /** What a receive makes of a datagram. */
    @FunctionalInterface
    interface Form<T> {
        T of(ByteBuffer data, InetSocketAddress from) throws IOException;
    }

    private final UdpSocket socket;
    private @Nullable Receive<?> current;
    private @Nullable Readable waiting;
    private int direct;

    Receiving(UdpSocket socket) {
        this.socket = socket;
    }

    static Datagram datagram(ByteBuffer data, InetSocketAddress from) {
        byte[] bytes = new byte[data.remaining()];
        data.get(bytes);
        return new Datagram(bytes, from);
    }

    static InetSocketAddress into(ByteBuffer target, ByteBuffer data, InetSocketAddress from) throws IOException {
        if (data.remaining() > target.remaining()) {
            throw new DatagramTooLongException(datagram(data, from), target.remaining());
        }
        target.put(data);
        return from;
    }

    /** The poller says that something has come, if only an error. Where nobody waits, it need not say so again. */
    @SuppressWarnings("NullAway") // Void has no other value
    void ready() {
        Readable request = waiting;
        if (request == null) {
            socket.wire.unwant(SelectionKey.OP_READ);
        } else {
            waiting = null;
            request.complete(null);
        }
    }

    /** Whether a task waits for a datagram. */
    boolean isAwaited() {
        return waiting != null;
    }

    void close(IOException error) {
        Readable request = waiting;
        waiting = null;
        if (request != null) {
            request.fail(error);
        }
    }

    /** What one task receives. */
    final class Receive<T> extends StateMachine<T> {
        private final Form<T> form;

        Receive(Form<T> form) {
            this.form = form;
        }

        @Override
        protected T step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            if (awaited() == null) {
                enter();
            }
            boolean waits = false;
            try {
                if (error != null) {
                    throw error;
                }
                socket.requireOpen();
                T result = attempt();
                if (result != null) {
                    return result;
                }
                T paused = pause();
                waits = true;
                return paused;
            } finally {
                if (!waits) {
                    current = null;
                }
            }
        }

        private void enter() throws IOException {
            socket.requireOpen();
            if (current != null) {
                throw new IllegalStateException("another task is already receiving from " + socket
                        + "; one task at a time may receive: let it hand on what comes, through a Queue for instance");
            }
            current = this;
        }

        /** Null when it must wait, or give way. */
        private @Nullable T attempt() throws IOException {
            if (direct > MAX_DIRECT) {
                return null;
            }
            ByteBuffer scratch = SCRATCH.get().clear();
            InetSocketAddress from = socket.receiveNow(scratch);
            if (from == null) {
                return null;
            }
            direct++;
            return form.of(scratch.flip(), from);
        }

        private T pause() {
            boolean givesWay = direct > MAX_DIRECT;
            direct = 0;
            return await(givesWay ? Ikat.yieldNow() : new Readable());
        }
    }

    /** A task that waits until something has come. */
    private final class Readable extends Suspension<Void> {
        Readable() {
            waiting = this;
            socket.wire.want(SelectionKey.OP_READ);
        }

        @Override
        protected void abort() {
            if (waiting == this) {
                waiting = null;
            }
        }
    }
}
