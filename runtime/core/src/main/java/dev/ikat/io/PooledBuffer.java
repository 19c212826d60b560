package dev.ikat.io;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A buffer that is lent by a {@link BufferPool}; closing it gives it back. Used on the pool's thread. */
public final class PooledBuffer implements AutoCloseable {
    private final BufferPool pool;
    private @Nullable ByteBuffer bytes;

    /** In debug mode, while it is lent. */
    LostBuffers.@Nullable Loan loan;

    PooledBuffer(BufferPool pool, ByteBuffer bytes) {
        this.pool = pool;
        this.bytes = bytes;
    }

    /**
     * The bytes; not to be kept beyond {@link #close}.
     *
     * @throws IllegalStateException when it was closed
     */
    public ByteBuffer bytes() {
        ByteBuffer lent = bytes;
        if (lent == null) {
            throw new IllegalStateException(
                    "this buffer went back to its pool and may be in use elsewhere; take another");
        }
        return lent;
    }

    /** Gives it back; a second call does nothing. */
    @Override
    public void close() {
        ByteBuffer lent = bytes;
        if (lent != null) {
            pool.takeBack(lent);
            bytes = null;
            if (loan != null) {
                loan.end();
            }
        }
    }
}
