package dev.ikat.io;

import dev.ikat.AsyncCloseable;
import dev.ikat.AsyncIterable;
import dev.ikat.Awaitable;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Suspension;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A TCP connection: {@code try (var stream = await(TcpStream.connect("example.org", 7))) { … }}.
 *
 * <p><b>Reading.</b> One task at a time; a second one gets {@link IllegalStateException}. A read that is cancelled takes
 * nothing: the next one gets the same bytes. What came before an error of the connection can still be read.
 *
 * <p><b>Writing.</b> Several tasks may write; the bytes of one call stay together, and calls go out in the order in which
 * they were awaited. A write ends when all its bytes are taken and no more than 64 KiB are left unsent, so it waits
 * while the peer is slow. A write that is cancelled while it waits has been taken, and is sent. An array or buffer must
 * not be changed before the write ends.
 *
 * <p><b>Threads.</b> A stream belongs to the {@link SelectorLoop} on which it was opened, and is used by the tasks of that
 * loop only; elsewhere {@link IllegalStateException}. {@link #isClosed} and the addresses may be asked on any thread.
 *
 * <p><b>Errors.</b> The errors of the JDK ({@link java.net.SocketException} for a reset), with the peer and what was going
 * on in the message. Closing ends a read that waits with {@link java.nio.channels.ClosedChannelException}, and so fails
 * what is begun later.
 *
 * <pre>
 * OPEN --closeAsync--> CLOSING (bytes are left to send) --sent, error--> CLOSED
 *   |                     |                                                ^
 *   '-------abort---------'------------------------------------------------'
 * </pre>
 */
public final class TcpStream implements AsyncCloseable {
    private enum State {
        OPEN,
        CLOSING,
        CLOSED
    }

    private static final int CHUNK = 64 * 1024;

    final Wire wire;
    final Inbound inbound;
    final Outbound outbound;
    private final InetSocketAddress localAddress;
    private final InetSocketAddress remoteAddress;
    private final List<Runnable> whenClosed = new ArrayList<>(1);

    /** Written by the loop's thread. */
    private volatile State state = State.OPEN;

    private TcpStream(Wire wire) throws IOException {
        this.wire = wire;
        localAddress = (InetSocketAddress) wire.channel.getLocalAddress();
        remoteAddress = (InetSocketAddress) wire.channel.getRemoteAddress();
        inbound = new Inbound(wire, remoteAddress.toString());
        outbound = new Outbound(wire, remoteAddress.toString());
    }

    /** A stream on a wire that is connected. */
    static TcpStream on(Wire wire) throws IOException {
        TcpStream stream = new TcpStream(wire);
        wire.handler(stream::ready);
        return stream;
    }

    /**
     * Connects; a name is looked up on another thread, and its addresses are tried in turn. Cancelling it closes the
     * socket.
     *
     * @param port 1 to 65535
     * @throws IOException at the await: {@link java.net.UnknownHostException}, {@link java.net.ConnectException} or
     *     another error of the first address, with those of the others suppressed
     * @throws IllegalArgumentException for a port out of range
     */
    public static Coroutine<TcpStream> connect(String host, int port) throws IOException {
        return connect(InetSocketAddress.createUnresolved(host, port));
    }

    /**
     * As {@link #connect(String, int)}; an address that is resolved is taken as it is.
     *
     * @throws IllegalArgumentException for an address that is no {@link InetSocketAddress}
     */
    public static Coroutine<TcpStream> connect(SocketAddress address) throws IOException {
        if (address instanceof InetSocketAddress internet) {
            return Io.defer(() -> Connecting.to(internet));
        }
        throw new IllegalArgumentException("TCP connects to an InetSocketAddress, not to " + address);
    }

    /**
     * What is there, at least one byte, waiting for it if need be; an empty array at the end of the stream.
     *
     * @param max how many bytes at most, 1 or more
     */
    public Coroutine<byte[]> read(int max) throws IOException {
        requirePositive(max, "read");
        return read(new Portion.UpTo(max));
    }

    /**
     * So many bytes.
     *
     * @param count in bytes, 0 or more
     * @throws IncompleteReadException at the await, when the stream ends before; what came goes with it
     */
    public Coroutine<byte[]> readExactly(int count) throws IOException {
        if (count < 0) {
            throw new IllegalArgumentException("readExactly(" + count + "): ask for 0 bytes or more");
        }
        return read(new Portion.Exactly(count));
    }

    /**
     * The next line, of UTF-8, without the {@code \n} or {@code \r\n} at its end, which the last line may lack; null at
     * the end of the stream. Bytes that are no UTF-8 become U+FFFD.
     *
     * @throws LineTooLongException at the await, for a line of more than 64 KiB; it is left in the stream
     */
    public Coroutine<String> readLine() throws IOException {
        return read(new Portion.Line());
    }

    /** All bytes to the end of the stream, however many: for peers that are trusted not to send too many. */
    public Coroutine<byte[]> readAll() throws IOException {
        return read(new Portion.ToTheEnd());
    }

    /**
     * The lines to the end of the stream, for {@code for (String line : each(stream.lines()))}; each as {@link #readLine}
     * reads it, when it is asked for. Leaving the loop leaves the stream open, at the next line.
     *
     * @throws IOException from the loop, at the line that cannot be read
     */
    public AsyncIterable<String> lines() throws IOException {
        return () -> new Reading<>(this::readLine, Objects::isNull);
    }

    /** As {@link #lines}, of the bytes as they come, {@value #CHUNK} at most at a time. */
    public AsyncIterable<byte[]> chunks() throws IOException {
        return chunks(CHUNK);
    }

    /**
     * As {@link #chunks()}.
     *
     * @param max how many bytes a chunk has at most, 1 or more
     */
    public AsyncIterable<byte[]> chunks(int max) throws IOException {
        requirePositive(max, "chunks");
        return () -> new Reading<>(() -> read(max), chunk -> chunk == null || chunk.length == 0);
    }

    private static void requirePositive(int max, String operation) {
        if (max < 1) {
            throw new IllegalArgumentException(operation + "(" + max + "): ask for 1 byte or more");
        }
    }

    private <T> Coroutine<T> read(Portion<T> portion) {
        return whileOpen(() -> inbound.read(portion));
    }

    /** Sends the bytes; see the head of the class for when it ends. */
    public Coroutine<Void> write(byte[] data) throws IOException {
        Objects.requireNonNull(data, "data");
        return whileOpen(() -> outbound.write(ByteBuffer.wrap(data), false));
    }

    /** Sends what the buffer has from its position to its limit; once awaited its position is at its limit. */
    public Coroutine<Void> write(ByteBuffer data) throws IOException {
        Objects.requireNonNull(data, "data");
        return whileOpen(() -> {
            ByteBuffer bytes = data.duplicate();
            data.position(data.limit());
            return outbound.write(bytes, false);
        });
    }

    /** Sends the text as UTF-8. */
    public Coroutine<Void> write(String utf8) throws IOException {
        Objects.requireNonNull(utf8, "utf8");
        return whileOpen(() -> outbound.write(ByteBuffer.wrap(utf8.getBytes(StandardCharsets.UTF_8)), true));
    }

    /**
     * Ends the output once all is sent: the peer reads to the end of the stream, and may go on sending. Ends when that is
     * done; cancelling it does not stop it. Doing it twice is harmless.
     *
     * @throws IOException at the await, when the connection broke before all was sent
     */
    public Coroutine<Void> shutdownOutput() throws IOException {
        return whileOpen(outbound::shutdown);
    }

    /**
     * Sends what is left and closes; ends when the descriptor is free. A connection that breaks before all is sent is
     * closed just so: who must know awaits {@link #shutdownOutput} first. When bytes of the peer are left unread, the
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
        return state == State.CLOSING ? new Closing() : Ikat.yieldNow();
    }

    /** Takes no more; closes once all is sent, without a task that waits for it. */
    void beginClose() {
        if (state == State.OPEN) {
            state = State.CLOSING;
            inbound.close(toString());
            outbound.afterLast(this::sent);
        }
    }

    private void sent() {
        if (state == State.CLOSING) {
            state = State.CLOSED;
            wire.close();
            tellClosed();
        }
    }

    /**
     * Closes at once and drops what is not sent; the peer gets a reset. Who reads or writes gets a {@link
     * java.nio.channels.ClosedChannelException}.
     */
    public void abort() {
        if (state != State.CLOSED) {
            wire.checkLoop();
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

    /** Whether {@link #closeAsync} was begun, or {@link #abort} called: nothing can be read or written any more. */
    public boolean isClosed() {
        return state != State.OPEN;
    }

    /** This end; still known when the stream is closed. */
    public InetSocketAddress localAddress() {
        return localAddress;
    }

    /** The other end; still known when the stream is closed. */
    public InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    private <T> Coroutine<T> whileOpen(Io.Operation<T> operation) {
        return Io.defer(() -> {
            wire.checkLoop();
            if (state != State.OPEN) {
                throw new StreamClosedException(this + " is closed");
            }
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

    @Override
    public String toString() {
        return "TCP stream " + localAddress + " to " + remoteAddress;
    }

    /** A task that waits until the stream is closed. */
    private final class Closing extends Suspension<Void> implements Runnable {
        Closing() {
            whenClosed(this);
        }

        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        public void run() {
            tryComplete(null);
        }

        @Override
        protected void abort() {
            if (isCancelled()) {
                TcpStream.this.abort();
            }
        }
    }
}
