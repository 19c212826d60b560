package dev.ikat.io;

import dev.ikat.Awaitable;
import dev.ikat.Coroutine;
import dev.ikat.Suspension;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * The reading side of a stream. A read looks into the buffer, then into the wire where there may be more than was taken
 * from it last, and only then waits. From the first
 * wait on the poller is asked for input; what comes while nobody reads is kept as far as there is room, then the asking
 * pauses until somebody waits again.
 *
 * <pre>
 * not ended --end of the stream--> ended, for good: reads get what is left, then the end
 *     |------error---------------> failure set, for good: reads get what is left, then the error
 *     '------close---------------> failure set, the buffer dropped
 * </pre>
 *
 * <p>Trade-off: a socket that always has something would let its reader go on without ever giving way to other tasks;
 * so after {@value #MAX_DIRECT} reads from the socket in a row the next one waits for the poller.
 */
final class Inbound {
    /** Above so many bytes nothing is read that nobody waits for: asyncio's twice the limit. */
    static final int PAUSE_ABOVE = 2 * Portion.LINE_LIMIT;

    static final int MAX_DIRECT = 16;

    private static final int SCRATCH_SIZE = 64 * 1024;

    /** Where the system puts what it has; one for all streams of a thread, since it is emptied at once. */
    private static final ThreadLocal<ByteBuffer> SCRATCH =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(SCRATCH_SIZE));

    private final Wire wire;
    private final String peer;
    private final InboundBuffer buffer = new InboundBuffer();
    private @Nullable Request<?> reader;
    private @Nullable IOException failure;
    private boolean ended;

    /** The wire had less than there was room for when it was last asked: it is not worth asking again before it tells. */
    private boolean drained;

    private int directReads;

    Inbound(Wire wire, String peer) {
        this.wire = wire;
        this.peer = peer;
    }

    @SuppressWarnings("NullAway") // the line after the last is null
    <T> Awaitable<T> read(Portion<T> portion) throws IOException {
        requireNoReader();
        byte[] bytes = take(portion);
        while (bytes == null && mayHaveMore() && fill()) {
            directReads++;
            bytes = take(portion);
        }
        return bytes == null ? enqueue(new ReadRequest<>(this, portion)) : Coroutine.of(portion.value(bytes));
    }

    /** Into the reader's own buffer, past ours where that is empty; -1 at the end of the stream. */
    Awaitable<Integer> read(ByteBuffer target) throws IOException {
        requireNoReader();
        if (buffer.size() == 0 && mayHaveMore()) {
            directReads++;
            int received = receiveInto(target);
            if (received > 0) {
                return Coroutine.of(received);
            }
        }
        int count = takeInto(target);
        return count == 0 ? enqueue(new ReadInto(this, target)) : Coroutine.of(count);
    }

    private boolean mayHaveMore() {
        return !drained && directReads < MAX_DIRECT;
    }

    void requireNoReader() {
        if (reader != null) {
            throw new IllegalStateException("another task is already reading " + reader.what() + " from " + peer
                    + "; one task at a time may read from a stream");
        }
    }

    private <T> Request<T> enqueue(Request<T> request) {
        reader = request;
        directReads = 0;
        wire.want(SelectionKey.OP_READ);
        return request;
    }

    /** The bytes of the portion; null when more must come. */
    byte @Nullable [] take(Portion<?> portion) throws IOException {
        int length = portion.length(buffer, ended, peer);
        if (length != Portion.MORE) {
            return buffer.take(length);
        }
        if (failure != null) {
            throw failureOf(portion.what(), failure);
        }
        return null;
    }

    private IOException failureOf(String what, IOException error) {
        return error instanceof StreamClosedException
                ? new StreamClosedException(error.getMessage())
                : Io.describe(
                        error,
                        " while reading " + what + " from " + peer + "; " + buffer.size()
                                + " bytes had arrived and are still in the stream");
    }

    /** A task that waits for its part of the stream. */
    abstract static class Request<T> extends Suspension<T> {
        /** Looks again after bytes, the end or a failure have come; true when the request is settled. */
        abstract boolean retry();

        /** For messages: what is being read. */
        abstract String what();
    }

    /** The poller says that there is input. */
    void ready() {
        if (reader == null && buffer.size() > PAUSE_ABOVE) {
            wire.unwant(SelectionKey.OP_READ);
        } else {
            if (!(reader instanceof ReadInto into && buffer.size() == 0)) {
                fill();
            } else {
                into.receive();
            }
            retry();
        }
    }

    /** Takes what the wire has, up to the size of the scratch; false when nothing has changed by that. */
    private boolean fill() {
        if (ended || failure != null) {
            return false;
        }
        ByteBuffer scratch = SCRATCH.get().clear();
        receive(scratch);
        try {
            buffer.append(scratch.flip());
        } catch (IOException tooMuch) {
            failWith(tooMuch);
        }
        return ended || failure != null || scratch.limit() > 0;
    }

    /** As {@link #receive}, past the buffer, which is empty. */
    int receiveInto(ByteBuffer target) {
        int count = receive(target);
        buffer.passed(Math.max(0, count));
        return count;
    }

    /** How many bytes the wire put into the target; none at the end or when it failed, which is remembered. */
    private int receive(ByteBuffer target) {
        int count = 0;
        if (!ended && failure == null) {
            int room = target.remaining();
            try {
                count = wire.read(target);
                drained = count < room;
                ended = count < 0;
            } catch (IOException error) {
                failure = error;
            }
            if (ended || failure != null) {
                wire.unwant(SelectionKey.OP_READ);
            }
        }
        return count;
    }

    /** The bytes for a reader that has room for them: 0 when more must come, -1 at the end of the stream. */
    int takeInto(ByteBuffer target) throws IOException {
        if (buffer.size() > 0) {
            return buffer.takeInto(target);
        }
        if (failure != null) {
            throw failureOf(ReadInto.WHAT, failure);
        }
        return ended ? -1 : 0;
    }

    private void retry() {
        Request<?> waiting = reader;
        if (waiting != null && waiting.retry()) {
            reader = null;
        }
    }

    /** How many bytes have come and were not taken. */
    int bufferedBytes() {
        return buffer.size();
    }

    /** Takes all that has come, and asks for no more. */
    ByteBuffer drain() {
        wire.unwant(SelectionKey.OP_READ);
        return ByteBuffer.wrap(buffer.take(buffer.size()));
    }

    long takenSoFar() {
        return buffer.taken();
    }

    void withdraw(Request<?> request) {
        assert reader == request;
        reader = null;
    }

    /** Takes back what a task was given and will not see. */
    void giveBack(byte[] bytes, long takenThen) {
        if (failure instanceof StreamClosedException) {
            return;
        }
        if (buffer.taken() == takenThen) {
            buffer.giveBack(bytes);
            retry();
        } else {
            failWith(new IOException("the bytes of a cancelled read from " + peer
                    + " cannot be put back: another task has read on meanwhile; one task at a time may read"));
        }
    }

    /** Drops the buffer and ends the read that waits; later ones fail too. */
    void close(String stream) {
        buffer.clear();
        String during = reader == null ? "" : " while a task was reading " + reader.what() + " from it";
        failWith(new StreamClosedException(stream + " was closed" + during));
    }

    private void failWith(IOException error) {
        failure = error;
        ended = false;
        wire.unwant(SelectionKey.OP_READ);
        retry();
    }
}
