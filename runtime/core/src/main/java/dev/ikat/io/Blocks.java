package dev.ikat.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Whole buffers to and from channels, in blocks: the JDK copies what is on the heap through direct memory of the size of each
 * call, and between two blocks a cancelled call can end.
 */
final class Blocks {
    static final int BLOCK = 256 * 1024;

    /** As large as an array gets on every JVM. */
    private static final int LARGEST_ARRAY = Integer.MAX_VALUE - 8;

    /** What is read to see whether that was the end. */
    private static final int PROBE = 8 * 1024;

    private Blocks() {}

    /** One call of the system on a part of a buffer. */
    @FunctionalInterface
    interface Step {
        int with(ByteBuffer part) throws IOException;
    }

    /** Until the buffer is full, or the end. */
    static void fill(ReadableByteChannel channel, ByteBuffer buffer) throws IOException {
        repeat(buffer, channel::read);
    }

    /** Until the buffer has nothing left. */
    static void drain(ByteBuffer buffer, WritableByteChannel channel, BooleanSupplier isAbandoned) throws IOException {
        repeat(buffer, part -> {
            stopIf(isAbandoned);
            return channel.write(part);
        });
    }

    /** The buffer's position follows what was done, also when a step fails. */
    static void repeat(ByteBuffer buffer, Step step) throws IOException {
        int limit = buffer.limit();
        try {
            int count = 0;
            while (count >= 0 && buffer.position() < limit) {
                buffer.limit(Math.min(limit, buffer.position() + BLOCK));
                count = step.with(buffer);
            }
        } finally {
            buffer.limit(limit);
        }
    }

    /** All bytes to the end, however many: a size of 0 is also that of what the system makes up as it is read. */
    static byte[] readAll(Path path, ReadableByteChannel channel, long expected, BooleanSupplier isAbandoned)
            throws IOException {
        Step step = part -> {
            stopIf(isAbandoned);
            return channel.read(part);
        };
        ByteBuffer buffer = ByteBuffer.allocate(capacity(path, expected));
        while (true) {
            repeat(buffer, step);
            if (buffer.hasRemaining()) {
                return Arrays.copyOf(buffer.array(), buffer.position());
            }
            ByteBuffer more = ByteBuffer.allocate(PROBE);
            if (step.with(more) < 0) {
                return buffer.array();
            }
            buffer = larger(path, buffer).put(more.flip());
        }
    }

    private static ByteBuffer larger(Path path, ByteBuffer full) throws IOException {
        long least = (long) full.capacity() + PROBE;
        int capacity = capacity(path, Math.max(least, Math.min(2L * full.capacity(), LARGEST_ARRAY)));
        return ByteBuffer.wrap(Arrays.copyOf(full.array(), capacity)).position(full.capacity());
    }

    /** An exception where the JDK has an {@link OutOfMemoryError}, which would end the loop. */
    private static int capacity(Path path, long wanted) throws FileSystemException {
        if (wanted > LARGEST_ARRAY) {
            throw new FileSystemException(
                    path.toString(),
                    null,
                    "it has more than the " + LARGEST_ARRAY
                            + " bytes that fit into an array; iterate over its chunks or lines");
        }
        return (int) wanted;
    }

    /** What has no result any more goes no further. */
    static void stopIf(BooleanSupplier isAbandoned) {
        if (isAbandoned.getAsBoolean()) {
            throw new CancellationException("nobody waits for it any more");
        }
    }
}
