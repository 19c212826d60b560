package dev.ikat.io;

import dev.ikat.Ikat;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Direct buffers that are lent and come back, so that a connection holds memory only while it has bytes in it. Each thread
 * that runs a loop has a pool of its own; it is for that thread only.
 *
 * <p>Sizes are powers of two from 4 KiB to 1 MiB; a larger buffer is made for the occasion and left to the garbage
 * collector. Of each size as many are kept as make up 4 MiB.
 *
 * <p>In debug mode ({@link Ikat#isDebug}) a buffer that is collected before it came back is reported to the loop's
 * exception handler, with the place where it was taken.
 */
public final class BufferPool {
    private static final int SMALLEST = 4 * 1024;
    private static final int LARGEST = 1024 * 1024;
    private static final int KEPT_BYTES = 4 * 1024 * 1024;
    private static final int SIZES = sizeClass(LARGEST) + 1;

    private static final ThreadLocal<BufferPool> OF_THREAD = ThreadLocal.withInitial(BufferPool::new);

    private final Thread owner = Thread.currentThread();
    private final List<Deque<ByteBuffer>> idle = Stream.generate(() -> new ArrayDeque<ByteBuffer>(1))
            .limit(SIZES)
            .<Deque<ByteBuffer>>map(d -> d)
            .toList();
    private int lent;

    private BufferPool() {}

    /** The pool of this thread. */
    public static BufferPool current() {
        return OF_THREAD.get();
    }

    /**
     * A buffer with room for so many bytes or more, at its beginning: {@code try (var buffer = pool.take(8192)) { … }}.
     *
     * @param capacity in bytes, 0 or more
     * @throws IllegalStateException on another thread than the pool's
     */
    public PooledBuffer take(int capacity) {
        checkThread();
        if (capacity < 0) {
            throw new IllegalArgumentException("a buffer of " + capacity + " bytes: ask for 0 or more");
        }
        lent++;
        PooledBuffer buffer = new PooledBuffer(this, bytes(capacity));
        if (Ikat.isDebug()) {
            buffer.loan = LostBuffers.watch(buffer, capacity);
        }
        return buffer;
    }

    private ByteBuffer bytes(int capacity) {
        if (capacity > LARGEST) {
            return ByteBuffer.allocateDirect(capacity);
        }
        int size = sizeClass(capacity);
        ByteBuffer kept = idle.get(size).pollLast();
        return kept == null ? ByteBuffer.allocateDirect(SMALLEST << size) : kept.clear();
    }

    void takeBack(ByteBuffer bytes) {
        checkThread();
        lent--;
        int capacity = bytes.capacity();
        if (capacity <= LARGEST) {
            Deque<ByteBuffer> same = idle.get(sizeClass(capacity));
            if (same.size() < KEPT_BYTES / capacity) {
                same.addLast(bytes);
            }
        }
    }

    private void checkThread() {
        if (Thread.currentThread() != owner) {
            throw new IllegalStateException("this pool belongs to the thread " + owner.getName() + ", and is used on "
                    + Thread.currentThread().getName() + "; each thread has its own: BufferPool.current()");
        }
    }

    private static int sizeClass(int capacity) {
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(Math.max(capacity, SMALLEST) - 1);
        return bits - Integer.numberOfTrailingZeros(SMALLEST);
    }

    /** How many buffers are lent; for leak checks. */
    public int lent() {
        return lent;
    }
}
