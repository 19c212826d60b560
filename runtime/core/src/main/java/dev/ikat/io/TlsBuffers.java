package dev.ikat.io;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The buffers of the TLS streams of one thread: taken for as long as they hold bytes, so that a connection that is idle
 * holds none and no record allocates one. A few are kept for the next taker; the others are garbage.
 *
 * <p>They are on the heap, since the JDK's ciphers are fastest on arrays. Who gives one back must forget it: it is going to
 * hold the bytes of another connection.
 */
final class TlsBuffers {
    /** Has room for any record, encrypted or not, but for the oversized ones of some old peers. */
    static final int RECORD = 17 * 1024;

    /** Has room for 64 KiB in records, and for the largest that there may be. */
    static final int BATCH = 68 * 1024;

    private static final int KEPT_RECORDS = 16;
    private static final int KEPT_BATCHES = 4;

    private static final ThreadLocal<TlsBuffers> OF_THREAD = ThreadLocal.withInitial(TlsBuffers::new);

    private final Deque<ByteBuffer> records = new ArrayDeque<>(KEPT_RECORDS);
    private final Deque<ByteBuffer> batches = new ArrayDeque<>(KEPT_BATCHES);

    /** An empty buffer. */
    static ByteBuffer take(int size) {
        assert size == RECORD || size == BATCH;
        TlsBuffers buffers = OF_THREAD.get();
        ByteBuffer kept = (size == RECORD ? buffers.records : buffers.batches).poll();
        return kept == null ? ByteBuffer.allocate(size) : kept.clear();
    }

    static void giveBack(ByteBuffer buffer) {
        TlsBuffers buffers = OF_THREAD.get();
        boolean isRecord = buffer.capacity() == RECORD;
        Deque<ByteBuffer> kept = isRecord ? buffers.records : buffers.batches;
        if (kept.size() < (isRecord ? KEPT_RECORDS : KEPT_BATCHES)) {
            kept.push(buffer);
        }
    }

    /** The bytes that are left, in as small a buffer as holds them: the same one, or another in its place. */
    static ByteBuffer shrink(ByteBuffer left) {
        if (left.capacity() <= RECORD || left.remaining() > RECORD) {
            return left;
        }
        ByteBuffer smaller = take(RECORD).put(left).flip();
        giveBack(left);
        return smaller;
    }
}
