package dev.ikat.io;

import dev.ikat.Awaitable;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Suspension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of a stream. A write gives the wire what it takes at once; the rest is queued, and where that is more
 * than the high-water mark the write waits until it is at or below the low one. The poller is asked for output only while something is queued.
 *
 * <pre>
 * OPEN --shutdown--> ENDING (bytes are queued) --sent--> ENDED (half-closed)
 *   |                   |
 *   '---error, drop-----'--> BROKEN (failure set), for good
 * </pre>
 *
 * <p>A task that waits lends its bytes; they are copied only when it goes on, or is cancelled, before they were sent, so
 * the copies stay below the mark. Trade-off: as for reading, a wire that always takes all makes its writer give way
 * after {@value #MAX_DIRECT} writes in a row.
 */
final class Outbound {
    static final int MAX_DIRECT = 16;

    /** To ask a file whether it can be read at all. */
    private static final ByteBuffer NO_BYTES = ByteBuffer.allocate(0);

    private enum State {
        OPEN,
        ENDING,
        ENDED,
        BROKEN
    }

    private final Wire wire;
    private final String peer;
    private final OutboundQueue queue = new OutboundQueue();
    private final Deque<Wait<?>> waiting = new ArrayDeque<>(1);
    private State state = State.OPEN;
    private @Nullable IOException failure;
    private @Nullable Runnable afterLast;
    private int highWater = WaterMarks.HIGH;
    private int lowWater = WaterMarks.LOW;
    private int directWrites;

    Outbound(Wire wire, String peer) {
        this.wire = wire;
        this.peer = peer;
    }

    /** How many bytes wait for the wire. */
    long queuedBytes() {
        return queue.bytes();
    }

    /** Whether bytes that were taken were not sent. */
    boolean isBroken() {
        return state == State.BROKEN;
    }

    /** How many tasks wait for the wire to take more. */
    int waitingTasks() {
        return waiting.size();
    }

    void waterMarks(int low, int high) {
        lowWater = low;
        highWater = high;
        goOn();
    }

    /** Takes all that the buffer has; the bytes are the caller's unless {@code owned}. */
    Awaitable<Void> write(ByteBuffer data, boolean owned) throws IOException {
        requireOpen();
        if (queue.isEmpty()) {
            send(data);
        }
        return data.hasRemaining() ? enqueue(new Piece.OfBuffer(data, owned)) : taken();
    }

    /** As {@link #write}, of the caller's buffers, one behind the other. */
    Awaitable<Void> write(ByteBuffer[] data) throws IOException {
        requireOpen();
        boolean idle = queue.isEmpty();
        Piece.OfBuffer[] pieces = new Piece.OfBuffer[data.length];
        for (int i = 0; i < data.length; i++) {
            pieces[i] = new Piece.OfBuffer(data[i], false);
            queue.add(pieces[i]);
        }
        if (idle) {
            flush();
        }
        return queue.isEmpty() ? taken() : queued(pieces);
    }

    /** Throws when a part of what was written has not gone yet, or the output has ended. */
    void requireIdle() throws IOException {
        requireOpen();
        if (!queue.isEmpty()) {
            throw new IllegalStateException(
                    queue.bytes() + " bytes are still to be sent to " + peer + "; let them go before handing over");
        }
    }

    private Awaitable<Void> taken() {
        boolean tooLongInARow = ++directWrites > MAX_DIRECT;
        directWrites = tooLongInARow ? 0 : directWrites;
        return tooLongInARow ? Ikat.yieldNow() : Ikat.done();
    }

    private void requireUnbroken() throws IOException {
        if (failure != null) {
            throw new IOException("the connection with " + peer + " broke earlier: " + failure.getMessage(), failure);
        }
    }

    void requireOpen() throws IOException {
        requireUnbroken();
        if (state != State.OPEN) {
            throw new IOException("the output to " + peer + " was shut down; nothing can be written after that");
        }
    }

    private Awaitable<Void> enqueue(Piece.OfBuffer piece) {
        queue.add(piece);
        return queued(piece);
    }

    private Awaitable<Void> queued(Piece.OfBuffer... lent) {
        directWrites = 0;
        wire.want(SelectionKey.OP_WRITE);
        if (queue.bytes() > highWater) {
            return waitFor(new Drain(lent));
        }
        own(lent);
        return Ikat.done();
    }

    private static void own(Piece.OfBuffer[] lent) {
        for (Piece.OfBuffer piece : lent) {
            piece.own();
        }
    }

    private <T> Wait<T> waitFor(Wait<T> wait) {
        waiting.add(wait);
        return wait;
    }

    /** Sends a part of a file behind what is queued, and ends with its size once that has gone. */
    Awaitable<Long> sendFile(FileChannel file, long position, long count) throws IOException {
        requireOpen();
        file.read(NO_BYTES, position);
        long size = Math.max(0, Math.min(count, file.size() - position));
        Piece.OfFile piece = new Piece.OfFile(file, position, size);
        boolean idle = queue.isEmpty();
        queue.add(piece);
        if (idle) {
            flush();
        }
        IOException fault = piece.fault();
        if (fault != null) {
            throw fault;
        }
        if (piece.remaining() == 0) {
            return Coroutine.of(size);
        }
        wire.want(SelectionKey.OP_WRITE);
        return waitFor(new FileSent(piece, size));
    }

    /** Gives the wire what it takes of one buffer, which keeps the rest. */
    private void send(ByteBuffer data) throws IOException {
        try {
            boolean more = true;
            for (int i = 0; more && i < OutboundQueue.MAX_SLICES && data.hasRemaining(); i++) {
                more = sendSlice(data);
            }
        } catch (IOException error) {
            throw broken(error, data.remaining());
        }
    }

    /** Whether the wire took the whole slice. */
    private boolean sendSlice(ByteBuffer data) throws IOException {
        int limit = data.limit();
        int end = data.position() + Math.min(data.remaining(), OutboundQueue.SLICE);
        data.limit(end);
        try {
            wire.write(data);
        } finally {
            data.limit(limit);
        }
        return data.position() == end;
    }

    private void flush() throws IOException {
        try {
            queue.sendTo(wire);
        } catch (IOException error) {
            throw broken(error, queue.bytes());
        }
    }

    private IOException broken(IOException error, long unsentBytes) {
        IOException described =
                Io.describe(error, " while writing to " + peer + "; " + unsentBytes + " bytes were not sent");
        drop(described);
        return described;
    }

    /** The poller says that the wire takes more. */
    void ready() {
        try {
            queue.sendTo(wire);
            advance();
        } catch (IOException error) {
            broken(error, queue.bytes());
        }
    }

    /** The queue has become shorter. */
    private void advance() throws IOException {
        if (queue.isEmpty()) {
            wire.unwant(SelectionKey.OP_WRITE);
            endIfAsked();
        }
        goOn();
        finishIfEmpty();
    }

    private void goOn() {
        waiting.removeIf(Wait::goOn);
    }

    /** Ends when nothing is left to send. */
    Awaitable<Void> drained() {
        return queue.isEmpty() ? Ikat.done() : waitFor(new Drained());
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
        return state == State.ENDED ? Ikat.done() : waitFor(new Ending());
    }

    private void endIfAsked() throws IOException {
        if (state == State.ENDING) {
            if (wire.shutdownOutput()) {
                state = State.ENDED;
            } else {
                wire.want(SelectionKey.OP_WRITE);
            }
        }
    }

    /** Runs the action once all is sent, or the connection has broken; at once when that is so now. */
    void afterLast(Runnable action) {
        afterLast = action;
        try {
            finishIfEmpty();
        } catch (IOException error) {
            broken(error, 0);
        }
    }

    private void finishIfEmpty() throws IOException {
        Runnable action = afterLast;
        if (action == null || !queue.isEmpty()) {
            return;
        }
        if (state == State.BROKEN || wire.sayGoodbye()) {
            afterLast = null;
            action.run();
        } else {
            wire.want(SelectionKey.OP_WRITE);
        }
    }

    /** Forgets what is queued; those who wait get the error, and so do later writes. */
    void drop(IOException error) {
        state = State.BROKEN;
        failure = error;
        queue.clear();
        wire.unwant(SelectionKey.OP_WRITE);
        waiting.forEach(wait -> wait.fail(error));
        waiting.clear();
        Runnable action = afterLast;
        afterLast = null;
        if (action != null) {
            action.run();
        }
    }

    /** A task that waits for something to become so. */
    private abstract class Wait<T> extends Suspension<T> {
        private final T result;

        Wait(T result) {
            this.result = result;
        }

        abstract boolean isOver();

        /** The task goes on, or was cancelled, before its bytes were sent. */
        abstract void leave();

        /** Wakes the task when it is so; true when it did. */
        boolean goOn() {
            boolean over = isOver();
            if (over) {
                leave();
                finish(result);
            }
            return over;
        }

        void finish(T result) {
            complete(result);
        }

        @Override
        protected void abort() {
            if (isCancelled()) {
                waiting.remove(this);
                leave();
            }
        }
    }

    /** Waits until there is room. */
    @SuppressWarnings("NullAway") // Void has no other value
    private final class Drain extends Wait<Void> {
        private final Piece.OfBuffer[] lent;

        Drain(Piece.OfBuffer[] lent) {
            super(null);
            this.lent = lent;
        }

        @Override
        boolean isOver() {
            return queue.bytes() <= lowWater;
        }

        @Override
        void leave() {
            own(lent);
        }
    }

    /** Waits until nothing is left. */
    @SuppressWarnings("NullAway") // Void has no other value
    private final class Drained extends Wait<Void> {
        Drained() {
            super(null);
        }

        @Override
        boolean isOver() {
            return queue.isEmpty();
        }

        @Override
        void leave() {}
    }

    /** Waits until the output has ended. */
    @SuppressWarnings("NullAway") // Void has no other value
    private final class Ending extends Wait<Void> {
        Ending() {
            super(null);
        }

        @Override
        boolean isOver() {
            return state == State.ENDED;
        }

        @Override
        void leave() {}
    }

    /** Waits until a file was sent. */
    private final class FileSent extends Wait<Long> {
        private final Piece.OfFile piece;

        FileSent(Piece.OfFile piece, long size) {
            super(size);
            this.piece = piece;
        }

        @Override
        boolean isOver() {
            return piece.remaining() == 0 || piece.fault() != null;
        }

        @Override
        void finish(Long size) {
            IOException fault = piece.fault();
            if (fault == null) {
                complete(size);
            } else {
                fail(fault);
            }
        }

        /** A file that was cut short leaves the output where no peer can follow it. */
        @Override
        void leave() {
            if (piece.isBegun() && piece.remaining() > 0) {
                drop(new IOException("the sending of a file to " + peer + " was cancelled, with " + piece.remaining()
                        + " bytes to go: nothing more can be written, close the stream"));
            }
            queue.remove(piece);
        }

        /** Without the file others may be able to go on. */
        @Override
        protected void abort() {
            super.abort();
            try {
                if (isCancelled() && state != State.BROKEN) {
                    advance();
                }
            } catch (IOException error) {
                broken(error, queue.bytes());
            }
        }
    }
}
