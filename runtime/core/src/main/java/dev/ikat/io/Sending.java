package dev.ikat.io;

import dev.ikat.Awaitable;
import dev.ikat.Ikat;
import dev.ikat.Suspension;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The sending side of a UDP socket. The system takes a datagram whole or not at all; while its buffer is full the tasks
 * wait in line, each with its own, and one that is cancelled leaves with it. An error is that of one datagram.
 *
 * <p>An empty datagram always waits for the poller to say that there is room, and is the first one then, since the JDK's
 * channel answers 0 for one that was sent and for one that was refused.
 */
final class Sending {
    static final int MAX_DIRECT = 16;

    private final UdpSocket socket;
    private final Deque<Send> waiting = new ArrayDeque<>();
    private int direct;

    Sending(UdpSocket socket) {
        this.socket = socket;
    }

    /** How many tasks wait for the system to take more. */
    int waitingTasks() {
        return waiting.size();
    }

    Awaitable<Void> send(ByteBuffer data, InetSocketAddress target) throws IOException {
        if (!waiting.isEmpty() || !data.hasRemaining() || !socket.sendNow(data, target)) {
            direct = 0;
            return new Send(data, target);
        }
        boolean tooManyInARow = ++direct > MAX_DIRECT;
        direct = tooManyInARow ? 0 : direct;
        return tooManyInARow ? Ikat.yieldNow() : Ikat.done();
    }

    /** The poller says that the system takes more. */
    void ready() {
        for (int i = 0; i < MAX_DIRECT; i++) {
            Send first = waiting.peek();
            boolean unsure = first != null && first.isEmpty() && i > 0; // what went before may have filled the system
            if (first == null || unsure || !first.attempt()) {
                break;
            }
            waiting.remove(first);
        }
        stopIfNobodyWaits();
    }

    private void stopIfNobodyWaits() {
        if (waiting.isEmpty()) {
            socket.wire.unwant(SelectionKey.OP_WRITE);
        }
    }

    void close(IOException error) {
        waiting.forEach(send -> send.fail(error));
        waiting.clear();
    }

    /** A task that waits until the system takes its datagram. */
    private final class Send extends Suspension<Void> {
        private final ByteBuffer data;
        private final InetSocketAddress target;

        Send(ByteBuffer data, InetSocketAddress target) {
            this.data = data;
            this.target = target;
            waiting.add(this);
            socket.wire.want(SelectionKey.OP_WRITE);
        }

        boolean isEmpty() {
            return !data.hasRemaining();
        }

        /** False when it must wait on; an empty one is attempted only where the system has room. */
        @SuppressWarnings("NullAway") // Void has no other value
        boolean attempt() {
            boolean empty = isEmpty();
            try {
                boolean sent = socket.sendNow(data, target) || empty;
                if (sent) {
                    complete(null);
                }
                return sent;
            } catch (IOException | RuntimeException error) {
                fail(error);
                return true;
            }
        }

        @Override
        protected void abort() {
            if (isCancelled()) {
                waiting.remove(this);
                stopIfNobodyWaits();
            }
        }
    }
}
