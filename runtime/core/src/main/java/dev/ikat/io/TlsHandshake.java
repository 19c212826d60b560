package dev.ikat.io;

import dev.ikat.Ikat;
import dev.ikat.Promise;
import dev.ikat.Suspension;
import dev.ikat.loop.SelectorLoop;
import dev.ikat.loop.TimerHandle;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * A task that waits for the handshake of TLS on the wire of a stream that was handed over. The loop's thread moves bytes;
 * what computes, or looks into certificates, runs on another (the engine's tasks, and the making of the engine).
 *
 * <pre>
 * LISTENING (server with several names: for the name) --> PREPARING (the engine, on another thread)
 *   PREPARING --> TALKING <--> WORKING (a task of the engine, on another thread)
 *   TALKING --the engine has finished--> done, with the stream
 *   any --error, time is up, closed--> failed; --cancelled--> cancelled: the connection below is closed
 * </pre>
 */
final class TlsHandshake extends Suspension<TlsStream> {
    private enum State {
        LISTENING,
        PREPARING,
        TALKING,
        WORKING
    }

    /** So much is done before other callbacks of the loop have their turn. */
    private static final int MAX_STEPS = 64;

    private final ByteStream below;
    private final Wire lower;
    private final SelectorLoop loop;

    /** Null on the server's side. */
    private final @Nullable String host;

    private final TimerHandle timer;
    private TlsOptions options;
    private State state = State.LISTENING;
    private ByteBuffer early;
    private @Nullable SSLEngine engine;
    private @Nullable TlsInput input;
    private @Nullable TlsOutput output;

    private TlsHandshake(ByteStream below, @Nullable String host, TlsOptions options) throws IOException {
        this.below = below;
        this.lower = below.wire;
        this.loop = lower.loop;
        this.host = host;
        this.options = options;
        early = below.usedBy(this::closeBelow);
        lower.handler(readyOps -> advance());
        timer = loop.callLater(options.handshakeTimeout, this::timeIsUp);
    }

    /**
     * Begins it.
     *
     * @param host the server that the peer must be; null to be a server
     */
    static TlsHandshake on(ByteStream below, @Nullable String host, TlsOptions options) throws IOException {
        TlsHandshake handshake = new TlsHandshake(below, host, options);
        handshake.begin();
        return handshake;
    }

    private void begin() {
        try {
            if (host == null && options.dependOnName()) {
                advance();
            } else {
                prepare();
            }
        } catch (RuntimeException refused) {
            end(refused);
        }
    }

    private void closeBelow(boolean gently) {
        end(new StreamClosedException(below + " was closed during the TLS handshake"));
    }

    private void timeIsUp() {
        end(new SocketTimeoutException(TlsErrors.who(host, below) + " did not end within "
                + options.handshakeTimeout.toMillis() + " ms; TlsOptions.handshakeTimeout sets how long it may take"));
    }

    /** On the server's side: which of its names does the client want? */
    private boolean listen() throws IOException {
        ClientHello hello = ClientHello.in(early);
        if (!hello.isComplete()) {
            return receiveEarly();
        }
        options = options.forServerName(hello.serverName());
        prepare();
        return false;
    }

    private boolean receiveEarly() throws IOException {
        ByteBuffer batch = TlsBuffers.take(TlsBuffers.BATCH);
        try {
            int count = lower.read(batch);
            if (count < 0) {
                throw new EOFException("the peer closed the connection");
            }
            ByteBuffer both =
                    ByteBuffer.allocate(early.remaining() + batch.flip().remaining());
            early = both.put(early).put(batch).flip();
            return count > 0;
        } finally {
            TlsBuffers.giveBack(batch);
        }
    }

    private void prepare() {
        state = State.PREPARING;
        lower.interest(0);
        int port = below instanceof TcpStream tcp ? tcp.remoteAddress().getPort() : -1;
        TlsOptions chosen = options;
        Ikat.toThread(() -> {
                    SSLEngine made = host == null ? chosen.serverEngine() : chosen.clientEngine(host, port);
                    made.beginHandshake();
                    return made;
                })
                .onDone(this::prepared);
    }

    private void prepared(Promise<SSLEngine> making) {
        Throwable error = failureOf(making);
        if (isDone()) {
            return;
        }
        if (error != null) {
            end(error);
            return;
        }
        engine = making.result();
        output = new TlsOutput(lower, engine);
        input = new TlsInput(lower, engine, output, early);
        state = State.TALKING;
        advance();
    }

    private @Nullable Throwable failureOf(Promise<?> call) {
        return call.isCancelled()
                ? new StreamClosedException(TlsErrors.who(host, below) + " failed: the loop is being closed")
                : call.exception();
    }

    /** Goes on as far as it can without waiting. */
    private void advance() {
        if (isDone() || state == State.PREPARING || state == State.WORKING) {
            return;
        }
        try {
            int steps = 0;
            while (steps < MAX_STEPS && step()) {
                steps++;
            }
            if (!isDone()) {
                waitForMore(steps == MAX_STEPS);
            }
        } catch (IOException | RuntimeException error) {
            end(error);
        }
    }

    private void waitForMore(boolean soon) {
        boolean reads = state == State.TALKING || state == State.LISTENING;
        lower.interest((reads && !soon ? SelectionKey.OP_READ : 0)
                | (output != null && output.hasUnsent() ? SelectionKey.OP_WRITE : 0));
        if (soon) {
            loop.callSoon(this::advance);
        }
    }

    /** Whether another step may follow at once. */
    private boolean step() throws IOException {
        SSLEngine talking = engine;
        if (talking == null || input == null || output == null) {
            return listen();
        }
        boolean flushed = output.flush();
        return switch (talking.getHandshakeStatus()) {
            case NEED_TASK -> work(talking);
            case NEED_WRAP -> flushed && output.say();
            case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> input.readHandshake();
            case FINISHED, NOT_HANDSHAKING -> finish(talking, input, output);
        };
    }

    private boolean work(SSLEngine busy) {
        state = State.WORKING;
        Ikat.toThread(() -> {
                    for (Runnable task; (task = busy.getDelegatedTask()) != null; ) {
                        task.run();
                    }
                })
                .onDone(this::worked);
        return false;
    }

    private void worked(Promise<Void> work) {
        Throwable error = failureOf(work);
        if (isDone()) {
            return;
        }
        state = State.TALKING;
        if (error == null) {
            advance();
        } else {
            end(error);
        }
    }

    private boolean finish(SSLEngine finished, TlsInput in, TlsOutput out) throws IOException {
        timer.cancel();
        in.establish();
        TlsWire wire = new TlsWire(below, finished, in, out, options.shutdownTimeout);
        TlsStream stream = new TlsStream(wire, below);
        below.usedBy(stream::closeFromBelow);
        complete(stream);
        return false;
    }

    /** Nobody may be there to see it: then the peer is told all the same. */
    private void end(Throwable error) {
        if (isDone()) {
            return;
        }
        timer.cancel();
        byte[] firstBytes = input == null ? new byte[0] : input.firstBytes();
        sayWhy();
        release();
        lower.close();
        below.wireIsClosed();
        fail(TlsErrors.describe(error, host, below, firstBytes));
    }

    /** Sends the alert, and takes what has come: with unread input the system might drop the alert. */
    private void sayWhy() {
        if (output == null || state != State.TALKING) {
            return;
        }
        ByteBuffer unread = TlsBuffers.take(TlsBuffers.BATCH);
        try {
            output.say();
            lower.read(unread);
        } catch (IOException untold) {
            // the peer has gone
        } finally {
            TlsBuffers.giveBack(unread);
        }
    }

    private void release() {
        early = ByteBuffer.allocate(0);
        if (input != null && output != null) {
            input.release();
            output.release();
        }
    }

    /** A socket is closed at once; a task of the engine that runs ends by itself, and is not looked at. */
    @Override
    protected void abort() {
        if (isCancelled()) {
            timer.cancel();
            release();
            lower.reset();
            below.wireIsClosed();
        } else {
            result().abort();
        }
    }
}
