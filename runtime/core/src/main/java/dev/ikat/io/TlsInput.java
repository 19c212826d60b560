package dev.ikat.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The reading side of TLS: takes records from the wire below and has the engine decrypt them. Each read takes from below
 * once, as much as there is up to 64 KiB, and decrypts straight into the reader's buffer; only where a record does not fit
 * there it is decrypted into one of ours.
 *
 * <pre>
 * not over --close_notify---------------------------> ended, for good
 *     '-----error, end without close_notify---------> failure set, for good; told when the bytes before it were read
 * </pre>
 */
final class TlsInput {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int MOST_AT_ONCE = 64 * 1024;

    private static final int FIRST_BYTES = 16;

    /** So many messages of TLS itself may come while our answers cannot be sent. */
    private static final int MAX_UNANSWERED = 64;

    private final Wire lower;
    private final SSLEngine engine;
    private final TlsOutput output;

    /** What the plain stream had read before TLS began. */
    private ByteBuffer early;

    /** Encrypted bytes, not looked at or not whole; null when there are none. */
    private @Nullable ByteBuffer records;

    /** Decrypted bytes for which a reader had no room; null when there are none. */
    private @Nullable ByteBuffer plain;

    /** Whether {@link #records} may begin with a whole record. */
    private boolean mayHaveRecord;

    private boolean lowerEnded;
    private boolean ended;
    private @Nullable IOException failure;
    private int unanswered;
    private boolean established;

    /** What came first, for messages; empty once TLS is established. */
    private byte[] firstBytes = {};

    TlsInput(Wire lower, SSLEngine engine, TlsOutput output, ByteBuffer early) {
        this.lower = lower;
        this.engine = engine;
        this.output = output;
        this.early = early;
    }

    /** Whether a read has something to tell that the wire below knows nothing of. */
    boolean isReady() {
        return plain != null || mayHaveRecord || early.hasRemaining() || isOver();
    }

    private boolean isOver() {
        return ended || failure != null;
    }

    /** As {@link Wire#read}. */
    int read(ByteBuffer target) throws IOException {
        int before = target.position();
        try {
            decryptInto(target);
        } catch (IOException error) {
            failure = error;
            dropRecords();
        }
        int count = target.position() - before;
        if (count == 0 && failure != null) {
            throw failure;
        }
        return count == 0 && ended ? -1 : count;
    }

    private void decryptInto(ByteBuffer target) throws IOException {
        if (plain == null && !isOver()) {
            if (!mayHaveRecord) {
                receive();
            }
            try {
                unwrapInto(target);
            } finally {
                keep();
            }
            requireWhole();
        }
        if (plain != null) {
            takePlain(target);
        }
    }

    private void takePlain(ByteBuffer target) {
        ByteBuffer bytes = plain;
        assert bytes != null;
        int limit = bytes.limit();
        bytes.limit(bytes.position() + Math.min(bytes.remaining(), target.remaining()));
        target.put(bytes);
        bytes.limit(limit);
        if (!bytes.hasRemaining()) {
            plain = null;
            TlsBuffers.giveBack(bytes);
        }
    }

    /** Takes more from below, behind what there is. */
    private void receive() throws IOException {
        ByteBuffer batch = TlsBuffers.take(TlsBuffers.BATCH);
        ByteBuffer rest = records;
        records = batch;
        if (rest != null) {
            batch.put(rest);
            TlsBuffers.giveBack(rest);
        }
        try {
            int before = batch.position();
            batch.limit(Math.max(MOST_AT_ONCE, before + 1));
            lowerEnded = fill(batch) < 0;
            mayHaveRecord = batch.position() > before;
            if (!established && firstBytes.length == 0) {
                firstBytes = Arrays.copyOf(batch.array(), Math.min(batch.position(), FIRST_BYTES));
            }
        } finally {
            batch.flip();
            keep();
        }
    }

    private int fill(ByteBuffer batch) throws IOException {
        if (!early.hasRemaining()) {
            return lower.read(batch);
        }
        int count = Math.min(batch.remaining(), early.remaining());
        batch.put(early.slice().limit(count));
        early.position(early.position() + count);
        if (!early.hasRemaining()) {
            early = NOTHING;
        }
        return count;
    }

    /** Holds what is left of the records in as little as will do. */
    private void keep() {
        ByteBuffer left = records;
        if (left == null) {
            return;
        }
        if (left.hasRemaining()) {
            records = TlsBuffers.shrink(left);
        } else {
            records = null;
            mayHaveRecord = false;
            TlsBuffers.giveBack(left);
        }
    }

    private void unwrapInto(ByteBuffer target) throws IOException {
        int before = target.position();
        while (mayHaveRecord && !ended) {
            if (unwrap(target) == Status.BUFFER_OVERFLOW) {
                if (target.position() == before) {
                    unwrapAside();
                }
                return;
            }
        }
    }

    /** The next record into a buffer of ours, which has room for any. */
    private void unwrapAside() throws IOException {
        ByteBuffer room = TlsBuffers.take(
                engine.getSession().getApplicationBufferSize() > TlsBuffers.RECORD
                        ? TlsBuffers.BATCH
                        : TlsBuffers.RECORD);
        try {
            unwrap(room);
        } finally {
            if (room.flip().hasRemaining()) {
                plain = room;
            } else {
                TlsBuffers.giveBack(room);
            }
        }
    }

    /** Decrypts one record, where there is a whole one. */
    private Status unwrap(ByteBuffer target) throws IOException {
        ByteBuffer source = records;
        assert source != null;
        SSLEngineResult result = engine.unwrap(source, target);
        Status status = result.getStatus();
        ended = status == Status.CLOSED;
        if (status == Status.BUFFER_UNDERFLOW || !source.hasRemaining()) {
            mayHaveRecord = false;
        }
        if (status == Status.OK) {
            lookAfter(result);
        } else if (ended && !isTls13()) {
            answer(); // it knows no half of a connection: the one end is answered by the other (RFC 5246, 7.2.1)
        }
        return status;
    }

    /** Whether the engine has nothing left to say; an error of the wire below is told by the next write. */
    private boolean answer() {
        try {
            return output.say();
        } catch (IOException unsaid) {
            return true;
        }
    }

    /** Answers what the peer sent for TLS itself: a key update, never a renegotiation. */
    private void lookAfter(SSLEngineResult result) throws IOException {
        HandshakeStatus status = result.getHandshakeStatus();
        boolean idle = status == HandshakeStatus.NOT_HANDSHAKING || status == HandshakeStatus.FINISHED;
        if (!established || idle || engine.isOutboundDone()) {
            return;
        }
        if (status != HandshakeStatus.NEED_WRAP || !isTls13()) {
            engine.closeOutbound();
            throw new SSLException(
                    "the peer began to negotiate anew, which is refused (TLS 1.3 does not have it any more):"
                            + " use TLS 1.3, or let the peer ask for everything in the first handshake");
        }
        if (answer()) {
            unanswered = 0;
        } else if (result.bytesProduced() == 0 && ++unanswered > MAX_UNANSWERED) {
            throw new SSLException(
                    "the peer sent more than " + MAX_UNANSWERED + " key updates and did not read the answers");
        }
    }

    private boolean isTls13() {
        return engine.getSession().getProtocol().equals("TLSv1.3");
    }

    /** An end below that TLS did not announce may be anybody's. */
    private void requireWhole() throws SSLException {
        if (lowerEnded && !ended && !mayHaveRecord && plain == null) {
            throw new SSLException(
                    "the connection ended without TLS saying so (close_notify): what came may be cut short,"
                            + " by the peer or by somebody on the way");
        }
    }

    /** The next record, which is of a handshake; false when it has not come yet. */
    boolean readHandshake() throws IOException {
        if (!mayHaveRecord) {
            receive();
        }
        if (!mayHaveRecord) {
            if (lowerEnded) {
                throw new EOFException("the peer closed the connection");
            }
            return false;
        }
        try {
            unwrap(NOTHING);
        } finally {
            keep();
        }
        if (ended) {
            throw new EOFException("the peer ended TLS before it had begun");
        }
        return true;
    }

    /** The handshake is over: what comes next is data. */
    void establish() {
        established = true;
        firstBytes = new byte[0];
    }

    byte[] firstBytes() {
        return firstBytes;
    }

    private void dropRecords() {
        ByteBuffer left = records;
        records = null;
        mayHaveRecord = false;
        if (left != null) {
            TlsBuffers.giveBack(left);
        }
    }

    /** Gives everything back; nothing is read any more. */
    void release() {
        dropRecords();
        ByteBuffer left = plain;
        plain = null;
        if (left != null) {
            TlsBuffers.giveBack(left);
        }
        early = NOTHING;
        ended = true;
    }

    /** How many bytes of buffers it holds. */
    int heldBytes() {
        return (records == null ? 0 : records.capacity()) + (plain == null ? 0 : plain.capacity()) + early.capacity();
    }
}
