package dev.ikat.io;

import dev.ikat.Awaitable;
import dev.ikat.Ikat;
import dev.ikat.Suspension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of a stream. A write gives the socket what it takes at once; the rest is queued, and the write waits
 * until what is queued is at or below the high-water mark. The poller is asked for output only while something is queued.
 *
 * <pre>
 * OPEN --shutdown--> ENDING (bytes are queued) --sent--> ENDED (half-closed)
 *   |                   |
 *   '---error, drop-----'--> BROKEN (failure set), for good
 * </pre>
 *
 * <p>A task that waits lends its bytes; they are copied only when it goes on, or is cancelled, before they were sent, so
 * the copies stay below the mark. Trade-off: as for reading, a socket that always takes all makes its writer give way
 * after {@value #MAX_DIRECT} writes in a row.
 */
final class Outbound {
    static final int HIGH_WATER = 64 * 1024;
    static final int MAX_DIRECT = 16;

    /** The system gets so many bytes at a time; the JDK copies them to a buffer of its own, as large as the slice. */
    private static final int SLICE = 64 * 1024;

    private static final int MAX_SLICES = 16;

    private enum State {
        OPEN,
        ENDING,
        ENDED,
        BROKEN
    }

    private final Wire wire;
    private final String peer;
    private final Deque<Chunk> queue = new ArrayDeque<>();
    private final Deque<Drain> waiting = new ArrayDeque<>();
    private State state = State.OPEN;
    private @Nullable IOException failure;
    private @Nullable Runnable afterLast;
    private long queuedBytes;
    private int directWrites;

    Outbound(Wire wire, String peer) {
        this.wire = wire;
        this.peer = peer;
    }

    /** How many bytes wait for the socket. */
    long queuedBytes() {
        return queuedBytes;
    }

    /** How many tasks wait for the socket to take more. */
    int waitingTasks() {
        return waiting.size();
    }

    /** Takes all that the buffer has; the bytes are the caller's unless {@code owned}. */
    Awaitable<Void> write(ByteBuffer data, boolean owned) throws IOException {
        requireOpen();
        if (queue.isEmpty()) {
            send(data);
        }
        if (data.hasRemaining()) {
            return enqueue(new Chunk(data, owned));
        }
        boolean tooLongInARow = ++directWrites > MAX_DIRECT;
        directWrites = tooLongInARow ? 0 : directWrites;
        return tooLongInARow ? Ikat.yieldNow() : Ikat.done();
    }

    private void requireUnbroken() throws IOException {
        if (failure != null) {
            throw new IOException("the connection with " + peer + " broke earlier: " + failure.getMessage(), failure);
        }
    }

    private void requireOpen() throws IOException {
        requireUnbroken();
        if (state != State.OPEN) {
            throw new IOException("the output to " + peer + " was shut down; nothing can be written after that");
        }
    }

    private Awaitable<Void> enqueue(Chunk chunk) {
        queue.add(chunk);
        queuedBytes += chunk.data.remaining();
        directWrites = 0;
        wire.want(SelectionKey.OP_WRITE);
        if (queuedBytes > HIGH_WATER) {
            return waitUntil(HIGH_WATER, chunk);
        }
        chunk.own();
        return Ikat.done();
    }

    private Drain waitUntil(long bytes, @Nullable Chunk chunk) {
        Drain drain = new Drain(bytes, chunk);
        waiting.add(drain);
        return drain;
    }

    /** Gives the socket what it takes; the buffer keeps the rest. */
    private void send(ByteBuffer data) throws IOException {
        try {
            boolean more = true;
            for (int i = 0; more && i < MAX_SLICES && data.hasRemaining(); i++) {
                more = sendSlice(data);
            }
        } catch (IOException error) {
            throw broken(error, data.remaining());
        }
    }

    /** Whether the socket took the whole slice. */
    private boolean sendSlice(ByteBuffer data) throws IOException {
        int limit = data.limit();
        int end = data.position() + Math.min(data.remaining(), SLICE);
        data.limit(end);
        try {
            wire.channel.write(data);
        } finally {
            data.limit(limit);
        }
        return data.position() == end;
    }

    private IOException broken(IOException error, long unsentBytes) {
        IOException described =
                Io.describe(error, " while writing to " + peer + "; " + unsentBytes + " bytes were not sent");
        drop(described);
        return described;
    }

    /** The poller says that the socket takes more. */
    void ready() {
        try {
            flush();
            if (queue.isEmpty()) {
                wire.unwant(SelectionKey.OP_WRITE);
                endIfAsked();
            }
            waiting.removeIf(Drain::goOn);
            finishIfEmpty();
        } catch (IOException error) {
            broken(error, queuedBytes);
        }
    }

    private void flush() throws IOException {
        Chunk chunk = queue.peek();
        for (int i = 0; i < MAX_SLICES && chunk != null; i++) {
            int before = chunk.data.remaining();
            boolean more = sendSlice(chunk.data);
            queuedBytes -= before - chunk.data.remaining();
            if (!chunk.data.hasRemaining()) {
                queue.remove();
            }
            chunk = more ? queue.peek() : null;
        }
    }

    /** Half-closes once all is sent. */
    Awaitable<Void> shutdown() throws IOException {
        requireUnbroken();
        if (state == State.OPEN) {
            state = State.ENDING;
        }
        if (queue.isEmpty()) {
            endIfAsked();
        }
        return state == State.ENDED ? Ikat.done() : waitUntil(0, null);
    }

    private void endIfAsked() throws IOException {
        if (state == State.ENDING) {
            state = State.ENDED;
            wire.channel.shutdownOutput();
        }
    }

    /** Runs the action once all is sent, or the connection has broken; at once when that is so now. */
    void afterLast(Runnable action) {
        afterLast = action;
        finishIfEmpty();
    }

    private void finishIfEmpty() {
        Runnable action = afterLast;
        if (action != null && queue.isEmpty()) {
            afterLast = null;
            action.run();
        }
    }

    /** Forgets what is queued; those who wait get the error, and so do later writes. */
    void drop(IOException error) {
        state = State.BROKEN;
        failure = error;
        queue.clear();
        queuedBytes = 0;
        wire.unwant(SelectionKey.OP_WRITE);
        waiting.forEach(drain -> drain.fail(error));
        waiting.clear();
        finishIfEmpty();
    }

    /** Bytes on their way; lent by a task that waits, or our own. */
    private static final class Chunk {
        ByteBuffer data;
        private boolean owned;

        Chunk(ByteBuffer data, boolean owned) {
            this.data = data;
            this.owned = owned;
        }

        void own() {
            if (!owned) {
                owned = true;
                data = ByteBuffer.allocate(data.remaining()).put(data).flip();
            }
        }
    }

    /** A task that waits until no more than so many bytes are queued. */
    private final class Drain extends Suspension<Void> {
        private final long bytes;
        private final @Nullable Chunk lent;

        Drain(long bytes, @Nullable Chunk lent) {
            this.bytes = bytes;
            this.lent = lent;
        }

        /** Wakes the task when there is room; true when it did. */
        @SuppressWarnings("NullAway") // Void has no other value
        boolean goOn() {
            boolean room = queuedBytes <= bytes;
            if (room) {
                keepBytes();
                complete(null);
            }
            return room;
        }

        @Override
        protected void abort() {
            if (isCancelled()) {
                keepBytes();
                waiting.remove(this);
            }
        }

        private void keepBytes() {
            if (lent != null) {
                lent.own();
            }
        }
    }
}
