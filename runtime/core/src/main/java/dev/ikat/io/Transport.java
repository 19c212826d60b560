package dev.ikat.io;

import dev.ikat.AsyncCloseable;
import dev.ikat.Coroutine;
import dev.ikat.loop.ErrorContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Protocol} writes to and is called by: a connection without tasks, buffers or allocation of its own while
 * nothing is under way. A stream becomes one, of whatever kind it is:
 *
 * <pre>{@code
 * TcpServer.listen("localhost", 7, stream -> Transport.on(stream, new Echo()).untilClosed());
 * }</pre>
 *
 * <p><b>Reading.</b> Bytes are read into a direct buffer that all connections of a loop share, and parsed there. Only what a
 * protocol leaves unconsumed is kept, in a buffer of the pool.
 *
 * <p><b>Writing.</b> {@link #write} never waits. What the system does not take is copied and sent later; above the
 * high-water mark the protocol is told to pause. What is written during {@link Protocol#received} goes out in one piece
 * when that returns.
 *
 * <p><b>Threads.</b> On the loop's thread only. Source: {@code asyncio.Transport}.
 *
 * <pre>
 * OPEN --close--> CLOSING (bytes are left to send) --sent--> CLOSED
 *   '------abort, error-----'----------------------------------^
 * </pre>
 */
public final class Transport implements AsyncCloseable {
    private static final int INPUT_SIZE = 64 * 1024;
    private static final int MAX_READS = 4;

    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private final ByteStream stream;
    private final Wire wire;
    private final Protocol protocol;
    private final String peer;
    private final Departures departures = new Departures();
    private State state = State.OPEN;

    /** What came and was not consumed, up to the position. */
    private @Nullable PooledBuffer left;

    private int inputLimit = INPUT_SIZE;
    private int lowWater = WaterMarks.LOW;
    private int highWater = WaterMarks.HIGH;
    private boolean writingPaused;
    private boolean inReceived;
    private boolean inputEnded;
    private boolean outputEnding;
    private boolean outputEnded;

    private Transport(ByteStream stream, Protocol protocol) throws IOException {
        this.stream = stream;
        this.wire = stream.wire;
        this.protocol = protocol;
        this.peer = stream.toString();
        stream.outbound.requireIdle();
        stream.handOver();
        ByteBuffer unread = stream.usedBy(this::closeOrAbort);
        wire.interest(0);
        wire.handler(this::ready);
        call(() -> protocol.connected(this));
        if (unread.hasRemaining() && state == State.OPEN) {
            receive(take(unread));
        }
        resumeReading();
    }

    /**
     * Makes a protocol of an open stream, which is not to be used any more; to close it closes the transport. What the stream
     * had buffered is received first, within this call.
     *
     * @throws IllegalStateException when a task reads from the stream, or not all is sent that was written to it
     * @throws IOException when the stream is closed
     */
    public static Transport on(ByteStream stream, Protocol protocol) throws IOException {
        return new Transport(stream, protocol);
    }

    private void closeOrAbort(boolean inOrder) {
        if (inOrder) {
            beginClose();
        } else {
            abort();
        }
    }

    private static PooledBuffer take(ByteBuffer unread) {
        PooledBuffer buffer = BufferPool.current().take(unread.remaining());
        buffer.bytes().put(unread);
        return buffer;
    }

    private void ready(int readyOps) {
        if ((readyOps & SelectionKey.OP_WRITE) != 0) {
            flush();
        }
        if ((readyOps & SelectionKey.OP_READ) != 0) {
            readSome();
        }
    }

    private void readSome() {
        boolean more = true;
        for (int i = 0; more && i < MAX_READS && isReading(); i++) {
            more = readOnce();
        }
    }

    private boolean isReading() {
        return state == State.OPEN && (wire.wanted() & SelectionKey.OP_READ) != 0;
    }

    /** Whether there may be more to be had at once. */
    private boolean readOnce() {
        PooledBuffer buffer = left == null ? BufferPool.current().take(INPUT_SIZE) : roomy(left);
        left = buffer;
        int room = buffer.bytes().remaining();
        int count;
        try {
            count = wire.read(buffer.bytes());
        } catch (IOException error) {
            fail(Io.describe(error, " while reading from " + peer));
            return false;
        }
        left = null;
        if (count > 0) {
            receive(buffer);
        } else {
            keep(buffer);
        }
        if (count < 0) {
            endInput();
        }
        return count == room;
    }

    /** The buffer, or a larger one with the same bytes when it is full. */
    private PooledBuffer roomy(PooledBuffer buffer) {
        ByteBuffer bytes = buffer.bytes();
        return bytes.hasRemaining() ? buffer : moved(buffer, 2 * bytes.capacity());
    }

    private static PooledBuffer moved(PooledBuffer buffer, int capacity) {
        try (buffer) {
            PooledBuffer other = BufferPool.current().take(capacity);
            other.bytes().put(buffer.bytes().flip());
            return other;
        }
    }

    /** Shows the protocol what is in the buffer, up to its position, and keeps what it leaves. */
    private void receive(PooledBuffer buffer) {
        ByteBuffer bytes = buffer.bytes().flip();
        inReceived = true;
        call(() -> protocol.received(bytes));
        inReceived = false;
        flush();
        bytes.compact();
        if (bytes.position() >= inputLimit && state == State.OPEN) {
            fail(new IOException("a protocol has left " + bytes.position() + " bytes of " + peer
                    + " unconsumed, which is its limit; see setInputLimit"));
        }
        keep(buffer);
    }

    private void keep(PooledBuffer buffer) {
        int size = buffer.bytes().position();
        if (size == 0 || state != State.OPEN) {
            buffer.close();
        } else {
            left = size <= buffer.bytes().capacity() / 4 ? moved(buffer, 2 * size) : buffer;
        }
    }

    private void endInput() {
        inputEnded = true;
        wire.unwant(SelectionKey.OP_READ);
        dropLeft();
        boolean[] keepOpen = {false};
        call(() -> keepOpen[0] = protocol.inputEnded());
        if (!keepOpen[0]) {
            close();
        }
    }

    private void dropLeft() {
        if (left != null) {
            left.close();
            left = null;
        }
    }

    /** A call of the protocol. */
    private interface Callback {
        void run() throws Exception;
    }

    private void call(Callback callback) {
        try {
            callback.run();
        } catch (Throwable error) {
            if (error instanceof VirtualMachineError fatal && !(error instanceof StackOverflowError)) {
                throw fatal;
            }
            wire.loop.callExceptionHandler(
                    new ErrorContext("a protocol failed; its connection is aborted: " + peer, error, protocol));
            fail(error);
        }
    }

    /**
     * Sends what the buffer has from its position to its limit, which has moved there when this returns. Nothing is sent
     * once the connection is lost.
     *
     * @throws IllegalStateException after {@link #close} or {@link #endOutput}
     */
    public void write(ByteBuffer data) {
        wire.checkLoop();
        if (state == State.CLOSED) {
            data.position(data.limit());
            return;
        }
        if (state != State.OPEN || outputEnding) {
            throw new IllegalStateException("the output to " + peer + " was ended; write before that");
        }
        if (departures.isEmpty() && (!inReceived || data.remaining() >= Departures.BLOCK)) {
            writeDirectly(data);
        }
        if (data.hasRemaining() && state == State.OPEN) {
            departures.add(data);
            if (!inReceived) {
                wire.want(SelectionKey.OP_WRITE);
                watchMarks();
            }
        }
    }

    /** As {@link #write(ByteBuffer)}. */
    public void write(byte[] data) {
        write(ByteBuffer.wrap(data));
    }

    private void writeDirectly(ByteBuffer data) {
        try {
            wire.write(data);
        } catch (IOException error) {
            data.position(data.limit());
            fail(Io.describe(error, " while writing to " + peer));
        }
    }

    private void flush() {
        if (state == State.CLOSED) {
            return;
        }
        try {
            if (!departures.sendTo(wire)) {
                wire.want(SelectionKey.OP_WRITE);
            } else if (endOutputIfAsked() && finishIfAsked()) {
                wire.unwant(SelectionKey.OP_WRITE);
            } else {
                wire.want(SelectionKey.OP_WRITE);
            }
            watchMarks();
        } catch (IOException error) {
            fail(Io.describe(error, " while writing to " + peer));
        }
    }

    private void watchMarks() {
        if (!writingPaused && departures.bytes() > highWater) {
            writingPaused = true;
            call(protocol::pauseWriting);
        } else if (writingPaused && departures.bytes() <= lowWater) {
            writingPaused = false;
            call(protocol::resumeWriting);
        }
    }

    /** False when it is to be asked again. */
    private boolean endOutputIfAsked() throws IOException {
        if (outputEnding && !outputEnded) {
            outputEnded = wire.shutdownOutput();
        }
        return outputEnded || !outputEnding;
    }

    /** False when it is to be asked again. */
    private boolean finishIfAsked() throws IOException {
        if (state != State.CLOSING) {
            return true;
        }
        boolean said = wire.sayGoodbye();
        if (said) {
            wire.close();
            closed(null);
        }
        return said;
    }

    /** Ends the output once all is sent; the peer may go on sending. */
    public void endOutput() {
        wire.checkLoop();
        if (state == State.OPEN && !outputEnding) {
            outputEnding = true;
            if (!inReceived) {
                flush();
            }
        }
    }

    /** Receives no more until {@link #resumeReading}; the system holds the peer back. */
    public void pauseReading() {
        wire.checkLoop();
        wire.unwant(SelectionKey.OP_READ);
    }

    /** Receives again. */
    public void resumeReading() {
        wire.checkLoop();
        if (state == State.OPEN && !inputEnded) {
            wire.want(SelectionKey.OP_READ);
        }
    }

    /** How many bytes a protocol may leave unconsumed before the connection is broken; 64 KiB unless set. */
    public void setInputLimit(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("an input limit of " + bytes + " bytes: 1 or more");
        }
        inputLimit = bytes;
    }

    /** As {@link ByteWriter#setWaterMarks}. */
    public void setWaterMarks(int low, int high) {
        WaterMarks.check(low, high);
        lowWater = low;
        highWater = high;
        watchMarks();
    }

    /** How many bytes are queued. */
    public long queuedBytes() {
        return departures.bytes();
    }

    /** Whether it is closed, or closes once all is sent. */
    public boolean isClosing() {
        return state != State.OPEN;
    }

    /** Receives no more, and closes once all is sent. */
    @Override
    public void close() {
        wire.checkLoop();
        beginClose();
    }

    private void beginClose() {
        if (state == State.OPEN) {
            state = State.CLOSING;
            wire.unwant(SelectionKey.OP_READ);
            dropLeft();
            if (!inReceived) {
                flush();
            }
        }
    }

    /** Closes at once and drops what is not sent; a peer by TCP gets a reset. */
    public void abort() {
        wire.checkLoop();
        if (state != State.CLOSED) {
            wire.reset();
            closed(null);
        }
    }

    private void fail(Throwable error) {
        if (state != State.CLOSED) {
            wire.reset();
            closed(error);
        }
    }

    private void closed(@Nullable Throwable error) {
        state = State.CLOSED;
        departures.clear();
        dropLeft();
        wire.loop.callSoon(() -> {
            try {
                protocol.closed(error);
            } finally {
                stream.wireIsClosed();
            }
        });
    }

    /** Closes once all is sent, and ends when it is closed; cancelling it drops what is left, as {@link #abort} does. */
    @Override
    public Coroutine<Void> closeAsync() {
        return Io.defer(() -> {
            close();
            return new UntilClosed(stream, this::abort);
        });
    }

    /** Ends when the connection is gone, in whatever way: {@link Protocol#closed} gets the error. */
    public Coroutine<Void> untilClosed() {
        return Io.defer(() -> new UntilClosed(stream, () -> {}));
    }

    @Override
    public String toString() {
        return "transport of " + peer;
    }
}
