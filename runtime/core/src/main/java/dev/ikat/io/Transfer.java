package dev.ikat.io;

import dev.ikat.StateMachine;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Moves a stream into another, a chunk at a time: the next is read when the last was taken. */
final class Transfer extends StateMachine<Long> {
    static final int CHUNK = 64 * 1024;

    private final ByteReader source;
    private final ByteWriter target;
    private boolean reading;
    private long moved;

    Transfer(ByteReader source, ByteWriter target) {
        this.source = source;
        this.target = target;
    }

    @Override
    protected Long step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        if (error != null) {
            throw error;
        }
        reading = !reading;
        if (reading) {
            return await(source.read(CHUNK));
        }
        byte[] chunk = (byte[]) value;
        if (chunk == null || chunk.length == 0) {
            return moved;
        }
        moved += chunk.length;
        return await(target.write(ByteBuffer.wrap(chunk)));
    }
}
