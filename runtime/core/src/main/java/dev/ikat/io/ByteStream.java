package dev.ikat.io;

import dev.ikat.Awaitable;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stream of bytes in both directions, on the loop that opened it: {@link TcpStream} and others. What is true of all of
 * them stands here.
 *
 * <p><b>Reading.</b> One task at a time; a second one gets {@link IllegalStateException}. A read that is cancelled takes
 * nothing: the next one gets the same bytes. What came before an error of the connection can still be read.
 *
 * <p><b>Writing.</b> Several tasks may write; the bytes of one call stay together, and calls go out in the order in which
 * they were awaited. A write ends when all its bytes are taken. Where that leaves more unsent than the high-water mark (64
 * KiB, {@link #setWaterMarks}) it ends when no more is left than the low one, so it waits while the peer is slow. A write
 * that is cancelled while it waits has been taken, and is sent. An array or buffer must not be changed before the write
 * ends.
 *
 * <p><b>Threads.</b> A stream belongs to the {@link dev.ikat.loop.SelectorLoop} on which it was opened, and is used by the
 * tasks of that loop only; elsewhere {@link IllegalStateException}. {@link #isClosed} and the addresses may be asked on any
 * thread.
 *
 * <p><b>Errors.</b> The errors of the JDK ({@link java.net.SocketException} for a reset), with the peer and what was going
 * on in the message. Closing ends a read that waits with {@link java.nio.channels.ClosedChannelException}, and so fails
 * what is begun later.
 *
 * <pre>
 * OPEN --closeAsync--> CLOSING (bytes are left to send) --sent, error--> CLOSED
 *   |                     |                                                ^
 *   |-------abort---------'------------------------------------------------|
 *   '--handOver--> HANDED_OVER (reads and writes are refused) --its wire is closed--'
 * </pre>
 */
public abstract class ByteStream implements ByteReader, ByteWriter {
    private enum State {
        OPEN,
        HANDED_OVER,
        CLOSING,
        CLOSED
    }

    final Wire wire;

    /** Who is at the other end, for messages. */
    final String peer;

    final Inbound inbound;
    final Outbound outbound;
    private final List<Runnable> whenClosed = new ArrayList<>(1);

    /** Written by the loop's thread. */
    private volatile State state = State.OPEN;

    /** Closes, or else aborts, what uses the wire in place of this stream; set once that begins. */
    private @Nullable Consumer<Boolean> closeUser;

    /**
     * Takes the wire and is told by it from now on.
     *
     * @param peer who is at the other end, for messages
     */
    ByteStream(Wire wire, String peer) {
        this.wire = wire;
        this.peer = peer;
        inbound = new Inbound(wire, peer);
        outbound = new Outbound(wire, peer);
        wire.handler(this::ready);
    }

    @Override
    public Coroutine<byte[]> read(int max) throws IOException {
        requirePositive(max, "read");
        return read(new Portion.UpTo(max));
    }

    @Override
    public Coroutine<Integer> read(ByteBuffer target) throws IOException {
        if (!target.hasRemaining()) {
            throw new IllegalArgumentException("there is no room in the buffer: " + target + "; clear or compact it");
        }
        if (target.isReadOnly()) {
            throw new IllegalArgumentException("nothing can be read into a read-only buffer: " + target);
        }
        return whileOpen(() -> inbound.read(target));
    }

    @Override
    public Coroutine<byte[]> readExactly(int count) throws IOException {
        if (count < 0) {
            throw new IllegalArgumentException("readExactly(" + count + "): ask for 0 bytes or more");
        }
        return read(new Portion.Exactly(count));
    }

    @Override
    public Coroutine<byte[]> readUntil(byte[] separator) throws IOException {
        return readUntil(separator, Portion.LINE_LIMIT);
    }

    @Override
    public Coroutine<byte[]> readUntil(byte[] separator, int limit) throws IOException {
        return readUntil(List.of(separator), limit);
    }

    @Override
    public Coroutine<byte[]> readUntil(List<byte[]> separators, int limit) throws IOException {
        if (separators.isEmpty() || separators.stream().anyMatch(each -> each.length == 0)) {
            throw new IllegalArgumentException("readUntil: the separator is empty; name one byte or more");
        }
        requirePositive(limit, "readUntil with limit ");
        return read(new Portion.Until(separators.toArray(byte[][]::new), limit));
    }

    @Override
    public Coroutine<String> readLine() throws IOException {
        return read(new Portion.Line());
    }

    @Override
    public Coroutine<byte[]> readAll() throws IOException {
        return read(new Portion.ToTheEnd());
    }

    private static void requirePositive(int max, String operation) {
        if (max < 1) {
            throw new IllegalArgumentException(operation + "(" + max + "): ask for 1 byte or more");
        }
    }

    private <T> Coroutine<T> read(Portion<T> portion) {
        return whileOpen(() -> inbound.read(portion));
    }

    @Override
    public Coroutine<Void> write(byte[] data) throws IOException {
        Objects.requireNonNull(data, "data");
        return whileOpen(() -> outbound.write(ByteBuffer.wrap(data), false));
    }

    @Override
    public Coroutine<Void> write(ByteBuffer data) throws IOException {
        Objects.requireNonNull(data, "data");
        return whileOpen(() -> outbound.write(taken(data), false));
    }

    @Override
    public Coroutine<Void> write(ByteBuffer... data) throws IOException {
        List<ByteBuffer> all = List.of(data);
        return whileOpen(
                () -> outbound.write(all.stream().map(ByteStream::taken).toArray(ByteBuffer[]::new)));
    }

    private static ByteBuffer taken(ByteBuffer data) {
        ByteBuffer bytes = data.duplicate();
        data.position(data.limit());
        return bytes;
    }

    @Override
    public Coroutine<Void> write(String utf8) throws IOException {
        Objects.requireNonNull(utf8, "utf8");
        return whileOpen(() -> outbound.write(ByteBuffer.wrap(utf8.getBytes(StandardCharsets.UTF_8)), true));
    }

    @Override
    public Coroutine<Long> sendFile(FileChannel file, long position, long count) throws IOException {
        Objects.requireNonNull(file, "file");
        if (position < 0 || count < 0) {
            throw new IllegalArgumentException(
                    "sendFile from " + position + ", " + count + " bytes: neither may be negative");
        }
        return whileOpen(() -> outbound.sendFile(file, position, count));
    }

    @Override
    public Coroutine<Void> shutdownOutput() throws IOException {
        return whileOpen(outbound::shutdown);
    }

    @Override
    public void setWaterMarks(int low, int high) {
        WaterMarks.check(low, high);
        wire.checkLoop();
        outbound.waterMarks(low, high);
    }

    /**
     * Sends what is left and closes; ends when the descriptor is free. A connection that breaks before all is sent is
     * closed just so (reset, where the peer can still hear it): who must know awaits {@link #shutdownOutput} first. When bytes of the peer are left unread, the
     * system resets the connection. Cancelling it drops what is left, as {@link #abort} does.
     */
    @Override
    public Coroutine<Void> closeAsync() {
        return Io.defer(this::close0);
    }

    private Awaitable<Void> close0() {
        if (state == State.CLOSED) {
            return Ikat.done();
        }
        wire.checkLoop();
        beginClose();
        return state == State.CLOSED ? Ikat.yieldNow() : new UntilClosed(this, this::abort);
    }

    /** Takes no more; closes once all is sent, without a task that waits for it. */
    void beginClose() {
        if (state == State.HANDED_OVER && closeUser != null) {
            closeUser.accept(true);
        } else if (state == State.OPEN || state == State.HANDED_OVER) {
            state = State.CLOSING;
            inbound.close(toString());
            outbound.afterLast(this::sent);
        }
    }

    private void sent() {
        if (state == State.CLOSING) {
            state = State.CLOSED;
            closeWire();
            tellClosed();
        }
    }

    /** Where bytes are missing the peer must not take the end for a good one. */
    private void closeWire() {
        if (outbound.isBroken()) {
            wire.reset();
        } else {
            wire.close();
        }
    }

    /**
     * Closes at once and drops what is not sent; a peer by TCP gets a reset. Who reads or writes gets a {@link
     * java.nio.channels.ClosedChannelException}.
     */
    public void abort() {
        if (state == State.CLOSED) {
            return;
        }
        wire.checkLoop();
        if (state == State.HANDED_OVER && closeUser != null) {
            closeUser.accept(false);
        } else {
            state = State.CLOSED;
            wire.reset();
            inbound.close(toString());
            outbound.drop(new StreamClosedException(this + " was aborted while bytes were left to send"));
            tellClosed();
        }
    }

    private void tellClosed() {
        whenClosed.forEach(Runnable::run);
        whenClosed.clear();
    }

    /** Runs the action when the stream is closed, at once when it is. */
    void whenClosed(Runnable action) {
        if (state == State.CLOSED) {
            action.run();
        } else {
            whenClosed.add(action);
        }
    }

    /**
     * Gives the wire away: reads and writes are refused from now on, and closing this stream closes what uses the wire.
     * What was written is still sent, see {@link Outbound#drained}.
     *
     * @throws IllegalStateException when a task reads, or it was given away before
     */
    final void handOver() throws IOException {
        wire.checkLoop();
        requireOpen();
        inbound.requireNoReader();
        outbound.requireOpen();
        state = State.HANDED_OVER;
    }

    /**
     * The wire has another user now; the bytes that came before are its.
     *
     * @param close closes the user, or aborts it when it gets false
     */
    final ByteBuffer usedBy(Consumer<Boolean> close) throws IOException {
        if (state != State.HANDED_OVER) {
            throw new StreamClosedException(this + " was closed before it could be handed over");
        }
        closeUser = close;
        return inbound.drain();
    }

    /** What uses the wire has closed it. */
    final void wireIsClosed() {
        state = State.CLOSED;
        tellClosed();
    }

    private void requireOpen() throws IOException {
        if (state == State.HANDED_OVER) {
            throw new IllegalStateException(
                    this + " was handed over, to TLS or to a protocol: read and write there, and not here any more");
        }
        if (state != State.OPEN) {
            throw new StreamClosedException(this + " is closed");
        }
    }

    /**
     * Whether {@link #closeAsync} was begun, or {@link #abort} called, or TLS or a protocol begun on it: nothing can be read or written
     * any more.
     */
    public boolean isClosed() {
        return state != State.OPEN;
    }

    private <T> Coroutine<T> whileOpen(Io.Operation<T> operation) {
        return Io.defer(() -> {
            wire.checkLoop();
            requireOpen();
            return operation.begin();
        });
    }

    private void ready(int readyOps) {
        if ((readyOps & SelectionKey.OP_READ) != 0) {
            inbound.ready();
        }
        if ((readyOps & SelectionKey.OP_WRITE) != 0) {
            outbound.ready();
        }
    }
}
