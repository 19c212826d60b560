package dev.ikat.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What a transport has to send, copied into pooled buffers: what is written in small pieces goes to the system in large
 * ones. In each buffer the bytes between position and limit are still to be sent.
 */
final class Departures {
    /** The size of the buffers. */
    static final int BLOCK = 16 * 1024;

    private static final int MAX_BLOCKS = 16;

    private final Deque<PooledBuffer> blocks = new ArrayDeque<>(1);
    private long bytes;

    boolean isEmpty() {
        return bytes == 0;
    }

    /** How many bytes are to be sent. */
    long bytes() {
        return bytes;
    }

    /** Copies what the buffer has. */
    void add(ByteBuffer data) {
        bytes += data.remaining();
        PooledBuffer last = blocks.peekLast();
        if (last != null) {
            append(last.bytes(), data);
        }
        while (data.hasRemaining()) {
            PooledBuffer block = BufferPool.current().take(BLOCK);
            block.bytes().limit(0);
            append(block.bytes(), data);
            blocks.addLast(block);
        }
    }

    private static void append(ByteBuffer block, ByteBuffer data) {
        int end = block.limit();
        int count = Math.min(block.capacity() - end, data.remaining());
        block.limit(end + count);
        block.put(end, data, data.position(), count);
        data.position(data.position() + count);
    }

    /** Gives the wire what it takes; whether that was all. */
    boolean sendTo(Wire wire) throws IOException {
        boolean more = true;
        while (more && bytes > 0) {
            long offered = bytes;
            bytes -= blocks.size() == 1 ? wire.write(first()) : writeSeveral(wire);
            more = bytes == 0 || offered - bytes >= BLOCK;
            release();
        }
        return bytes == 0;
    }

    private ByteBuffer first() {
        return blocks.getFirst().bytes();
    }

    private long writeSeveral(Wire wire) throws IOException {
        ByteBuffer[] batch = new ByteBuffer[Math.min(blocks.size(), MAX_BLOCKS)];
        Iterator<PooledBuffer> from = blocks.iterator();
        for (int i = 0; i < batch.length; i++) {
            batch[i] = from.next().bytes();
        }
        return wire.write(batch, batch.length);
    }

    private void release() {
        for (@Nullable PooledBuffer first;
                (first = blocks.peek()) != null && !first.bytes().hasRemaining(); ) {
            blocks.remove().close();
        }
    }

    /** Forgets what is to be sent. */
    void clear() {
        blocks.forEach(PooledBuffer::close);
        blocks.clear();
        bytes = 0;
    }
}
