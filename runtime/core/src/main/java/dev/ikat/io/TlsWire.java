package dev.ikat.io;

import dev.ikat.loop.TimerHandle;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

/**
 * TLS above another wire, once the handshake is over. It asks the wire below for what the stream above wants, and besides
 * for output while encrypted bytes are left. What has been decrypted already, or can be without new input, the poller does
 * not know of: then the stream is told by a callback of the loop, again and again until it has taken it.
 *
 * <p>The end: our close_notify is sent, and the output below shut down; then the peer's end is awaited for a while, since
 * closing a socket with unread input, such as a session ticket, makes systems drop what the peer has not read yet. A peer
 * that goes on sending data instead is not waited for.
 *
 * <pre>
 * OPEN --sayGoodbye--> LEAVING (close_notify not sent, or the peer not gone) --both, data, patience over--> LEFT
 *   '--------------------'--close, reset--> closed
 * </pre>
 */
final class TlsWire extends Wire {
    private enum State {
        OPEN,
        LEAVING,
        LEFT,
        CLOSED
    }

    final SSLEngine engine;
    private final Wire lower;
    private final ByteStream below;
    private final TlsInput input;
    private final TlsOutput output;
    private final Duration patience;
    private State state = State.OPEN;
    private int interest;
    private boolean telling;
    private boolean lowerShutDown;
    private @Nullable TimerHandle leavingTimer;

    TlsWire(ByteStream below, SSLEngine engine, TlsInput input, TlsOutput output, Duration patience) {
        super(below.wire.loop);
        this.below = below;
        this.lower = below.wire;
        this.engine = engine;
        this.input = input;
        this.output = output;
        this.patience = patience;
        lower.handler(this::ready);
        arrange();
    }

    @Override
    int wanted() {
        return interest;
    }

    @Override
    void interest(int ops) {
        interest = ops;
        arrange();
    }

    private boolean wants(int op) {
        return (interest & op) != 0;
    }

    /** Asks for what is wanted now: the wire below, or the loop where that could not know. */
    private void arrange() {
        if (state == State.CLOSED) {
            return;
        }
        boolean leaving = state == State.LEAVING;
        boolean reads = leaving ? lowerShutDown : wants(SelectionKey.OP_READ);
        boolean writes = leaving ? !lowerShutDown : wants(SelectionKey.OP_WRITE);
        boolean tells = reads && !leaving && input.isReady();
        lower.interest((reads && !tells ? SelectionKey.OP_READ : 0)
                | (writes || output.hasUnsent() ? SelectionKey.OP_WRITE : 0));
        if (tells && !telling) {
            telling = true;
            loop.callSoon(this::tellInput);
        }
    }

    private void tellInput() {
        telling = false;
        if (state == State.OPEN && wants(SelectionKey.OP_READ)) {
            tell(SelectionKey.OP_READ);
        }
        arrange();
    }

    private void ready(int readyOps) {
        boolean flushed = flush();
        int told = readyOps & interest;
        if (state == State.LEAVING) {
            told = SelectionKey.OP_WRITE;
        } else if (!flushed) {
            told &= ~SelectionKey.OP_WRITE;
        }
        if (told != 0) {
            tell(told);
        }
        arrange();
    }

    /** An error is told by the next write. */
    private boolean flush() {
        try {
            return output.flush();
        } catch (IOException kept) {
            return true;
        }
    }

    @Override
    int read(ByteBuffer target) throws IOException {
        try {
            return input.read(target);
        } catch (IOException error) {
            warn();
            throw error;
        } finally {
            arrange();
        }
    }

    /** Tells the peer why, as far as that can be told at once. */
    private void warn() {
        try {
            output.say();
        } catch (IOException untold) {
            // the connection is broken in both directions
        }
    }

    @Override
    int write(ByteBuffer source) throws IOException {
        try {
            return output.write(source);
        } finally {
            arrange();
        }
    }

    @Override
    long write(ByteBuffer[] sources, int count) throws IOException {
        try {
            return output.write(sources, count);
        } finally {
            arrange();
        }
    }

    @Override
    long writeFrom(FileChannel file, long position, long count) throws IOException {
        ByteBuffer block = TlsBuffers.take(TlsBuffers.BATCH);
        try {
            block.limit((int) Math.min(count, OutboundQueue.SLICE));
            return file.read(block, position) > 0 ? write(block.flip()) : 0;
        } finally {
            TlsBuffers.giveBack(block);
        }
    }

    /** TLS says so; the connection below stays open both ways. */
    @Override
    boolean shutdownOutput() throws IOException {
        try {
            return output.end();
        } finally {
            arrange();
        }
    }

    @Override
    boolean sayGoodbye() throws IOException {
        if (state == State.OPEN) {
            state = State.LEAVING;
        }
        if (state == State.LEAVING && output.end() && shutDownBelow() && peerIsGone()) {
            state = State.LEFT;
        }
        arrange();
        return state != State.LEAVING;
    }

    private boolean shutDownBelow() throws IOException {
        if (!lowerShutDown && lower.shutdownOutput()) {
            lowerShutDown = true;
            leavingTimer = loop.callLater(patience, this::giveUp);
        }
        return lowerShutDown;
    }

    /** Or sends data, which nobody is going to read. */
    private boolean peerIsGone() {
        ByteBuffer discarded = TlsBuffers.take(TlsBuffers.BATCH);
        try {
            return input.read(discarded) != 0;
        } catch (IOException lost) {
            return true;
        } finally {
            TlsBuffers.giveBack(discarded);
        }
    }

    private void giveUp() {
        state = State.LEFT;
        tell(SelectionKey.OP_WRITE);
    }

    @Override
    void close() {
        if (end()) {
            lower.close();
            below.wireIsClosed();
        }
    }

    @Override
    void reset() {
        if (end()) {
            lower.reset();
            below.wireIsClosed();
        }
    }

    private boolean end() {
        if (state == State.CLOSED) {
            return false;
        }
        state = State.CLOSED;
        handler(NOBODY);
        if (leavingTimer != null) {
            leavingTimer.cancel();
        }
        input.release();
        output.release();
        return true;
    }

    /** How many bytes of buffers it holds; what the engine holds comes on top. */
    int heldBytes() {
        return input.heldBytes() + output.heldBytes();
    }
}
