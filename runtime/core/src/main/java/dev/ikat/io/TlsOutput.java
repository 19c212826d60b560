package dev.ikat.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The writing side of TLS: has the engine encrypt what is written, up to 64 KiB at a time, and gives it to the wire below in
 * one call. What that does not take is kept, and nothing more is encrypted before it is gone: so no more than one buffer is
 * ever held, and what is not encrypted stays with the writer.
 */
final class TlsOutput {
    private static final ByteBuffer[] NOTHING = {ByteBuffer.allocate(0)};
    private static final int MOST_AT_ONCE = 64 * 1024;

    private final Wire lower;
    private final SSLEngine engine;
    private final ByteBuffer[] one = new ByteBuffer[1];

    /** Encrypted, and not taken by the wire below; null when there is nothing. */
    private @Nullable ByteBuffer unsent;

    private @Nullable IOException failure;

    TlsOutput(Wire lower, SSLEngine engine) {
        this.lower = lower;
        this.engine = engine;
    }

    boolean hasUnsent() {
        return unsent != null;
    }

    /** Gives the wire below what it takes of what is unsent; true when nothing is left. */
    boolean flush() throws IOException {
        if (failure != null) {
            throw failure;
        }
        ByteBuffer bytes = unsent;
        if (bytes == null) {
            return true;
        }
        try {
            lower.write(bytes);
        } catch (IOException error) {
            failure = error;
            release();
            throw error;
        }
        if (bytes.hasRemaining()) {
            unsent = TlsBuffers.shrink(bytes);
            return false;
        }
        release();
        return true;
    }

    /** As {@link Wire#write(ByteBuffer)}. */
    int write(ByteBuffer source) throws IOException {
        one[0] = source;
        try {
            return (int) write(one, 1);
        } finally {
            one[0] = NOTHING[0];
        }
    }

    /** As {@link Wire#write(ByteBuffer[], int)}; what is small goes into one record. */
    long write(ByteBuffer[] sources, int count) throws IOException {
        long left = remaining(sources, count);
        long all = left;
        while (left > 0 && flush()) {
            left -= wrap(sources, count, left);
        }
        flush();
        return all - left;
    }

    private static long remaining(ByteBuffer[] sources, int count) {
        long remaining = 0;
        for (int i = 0; i < count; i++) {
            remaining += sources[i].remaining();
        }
        return remaining;
    }

    /** What the engine itself has to say, answers and alerts; true when all of it has gone. */
    boolean say() throws IOException {
        while (flush() && wantsToSay()) {
            wrap(NOTHING, 1, 0);
        }
        return unsent == null;
    }

    private boolean wantsToSay() {
        return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !engine.isOutboundDone();
    }

    /** Says that no data will follow; true when that has gone. */
    boolean end() throws IOException {
        engine.closeOutbound();
        return say();
    }

    /** Encrypts a buffer full; how many bytes of the sources that took. */
    private long wrap(ByteBuffer[] sources, int count, long available) throws IOException {
        assert unsent == null;
        int room = engine.getSession().getPacketBufferSize();
        boolean isSmall = available > 0 && available < TlsBuffers.RECORD / 2 && room <= TlsBuffers.RECORD;
        ByteBuffer batch = TlsBuffers.take(isSmall ? TlsBuffers.RECORD : TlsBuffers.BATCH);
        long taken = 0;
        try {
            do {
                taken += wrapOne(sources, count, batch);
            } while ((available == 0 ? wantsToSay() : taken < Math.min(available, MOST_AT_ONCE))
                    && batch.remaining() >= room);
        } finally {
            unsent = batch.flip();
            if (!batch.hasRemaining()) {
                release();
            }
        }
        return taken;
    }

    private int wrapOne(ByteBuffer[] sources, int count, ByteBuffer batch) throws SSLException {
        SSLEngineResult result = engine.wrap(sources, 0, count, batch);
        boolean moved = result.bytesConsumed() > 0 || result.bytesProduced() > 0;
        if (!moved && result.getHandshakeStatus() != HandshakeStatus.FINISHED) {
            throw new SSLException(
                    result.getStatus() == Status.CLOSED
                            ? "TLS has ended, and nothing more can be sent; with TLS 1.2 it ends in both directions at once"
                            : "TLS can send nothing now (" + result.getStatus() + ", " + result.getHandshakeStatus()
                                    + "): the peer began to negotiate anew");
        }
        return result.bytesConsumed();
    }

    /** Drops what is unsent. */
    void release() {
        ByteBuffer left = unsent;
        unsent = null;
        if (left != null) {
            TlsBuffers.giveBack(left);
        }
    }

    /** How many bytes of buffers it holds. */
    int heldBytes() {
        return unsent == null ? 0 : unsent.capacity();
    }
}
