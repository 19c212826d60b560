package dev.ikat.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be sent, first in first out. Buffers that stand one behind the other go to the system in one call (a
 * gathering write).
 */
final class OutboundQueue {
    /** The system gets so many bytes at a time; the JDK copies them to a buffer of its own, as large as the slice. */
    static final int SLICE = 64 * 1024;

    /** At most so many slices are sent before other callbacks of the loop have their turn. */
    static final int MAX_SLICES = 16;

    /** At most so many buffers go into one call. */
    private static final int MAX_BUFFERS = 64;

    private final Deque<Piece> pieces = new ArrayDeque<>(1);
    private long bytes;

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    /** How many bytes wait. */
    long bytes() {
        return bytes;
    }

    void add(Piece piece) {
        if (piece.remaining() > 0) {
            pieces.add(piece);
            bytes += piece.remaining();
        }
    }

    /** Takes a piece out again. */
    void remove(Piece piece) {
        if (pieces.remove(piece)) {
            bytes -= piece.remaining();
        }
    }

    void clear() {
        pieces.clear();
        bytes = 0;
    }

    /** Gives the wire what it takes. */
    void sendTo(Wire wire) throws IOException {
        boolean more = true;
        for (int i = 0; more && i < MAX_SLICES && !pieces.isEmpty(); i++) {
            more = pieces.peek() instanceof Piece.OfFile file ? sendFile(wire, file) : sendBuffers(wire);
        }
    }

    /** Whether the wire took all it was offered. */
    private boolean sendFile(Wire wire, Piece.OfFile file) throws IOException {
        IOException fault = file.look();
        if (fault != null && file.isBegun()) {
            throw fault;
        }
        if (fault != null) {
            remove(file);
            return true;
        }
        long offered = Math.min(SLICE, file.remaining());
        long sent = file.send(wire, offered);
        sent(sent);
        return sent == offered;
    }

    private boolean sendBuffers(Wire wire) throws IOException {
        ByteBuffer[] batch = new ByteBuffer[Math.min(pieces.size(), MAX_BUFFERS)];
        int count = 0;
        long offered = 0;
        for (Piece piece : pieces) {
            if (offered >= SLICE || count == batch.length || !(piece instanceof Piece.OfBuffer buffer)) {
                break;
            }
            batch[count++] = buffer.data;
            offered += buffer.data.remaining();
        }
        int excess = (int) Math.max(0, offered - SLICE);
        long sent = send(wire, batch, count, excess);
        sent(sent);
        return sent == offered - excess;
    }

    /** Sends the buffers but so many bytes at the end of the last. */
    private static long send(Wire wire, ByteBuffer[] batch, int count, int excess) throws IOException {
        ByteBuffer last = batch[count - 1];
        int limit = last.limit();
        last.limit(limit - excess);
        try {
            return count == 1 ? wire.write(last) : wire.write(batch, count);
        } finally {
            last.limit(limit);
        }
    }

    private void sent(long count) {
        bytes -= count;
        for (@Nullable Piece piece; (piece = pieces.peek()) != null && piece.remaining() == 0; ) {
            pieces.remove();
        }
    }
}
