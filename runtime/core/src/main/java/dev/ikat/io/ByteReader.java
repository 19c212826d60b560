package dev.ikat.io;

import dev.ikat.AsyncCloseable;
import dev.ikat.AsyncIterable;
import dev.ikat.Coroutine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;

/**
 * Bytes that come from somewhere: the reading side of a {@link ByteStream}, or the output of a process. One task at a time
 * reads; a second one gets {@link IllegalStateException}. A read that is cancelled takes nothing.
 */
public interface ByteReader extends AsyncCloseable {
    /**
     * What is there, at least one byte, waiting for it if need be; an empty array at the end of the stream.
     *
     * @param max how many bytes at most, 1 or more
     */
    Coroutine<byte[]> read(int max) throws IOException;

    /**
     * As {@link #read(int)}, into the buffer from its position to its limit, which allocates no array. The buffer must not
     * be used before that ends.
     *
     * @return how many bytes came, by which the position has moved; -1 at the end of the stream
     * @throws IllegalArgumentException when the buffer has no room, or is read-only
     */
    Coroutine<Integer> read(ByteBuffer target) throws IOException;

    /**
     * So many bytes.
     *
     * @param count in bytes, 0 or more
     * @throws IncompleteReadException at the await, when the stream ends before; what came goes with it
     */
    Coroutine<byte[]> readExactly(int count) throws IOException;

    /**
     * All up to the separator, and with it, of 64 KiB at most.
     *
     * @param separator one byte or more; it is not copied
     * @throws IncompleteReadException at the await, when the stream ends before; what came goes with it
     * @throws LimitOverrunException at the await, for more than 64 KiB; it is left in the stream
     */
    Coroutine<byte[]> readUntil(byte[] separator) throws IOException;

    /**
     * As {@link #readUntil(byte[])}.
     *
     * @param limit how many bytes at most, with the separator
     */
    Coroutine<byte[]> readUntil(byte[] separator, int limit) throws IOException;

    /**
     * As {@link #readUntil(byte[], int)}, up to the separator that ends first.
     *
     * @param separators one or more, none empty; they are not copied
     */
    Coroutine<byte[]> readUntil(List<byte[]> separators, int limit) throws IOException;

    /**
     * The next line, of UTF-8, without the {@code \n} or {@code \r\n} at its end, which the last line may lack; null at
     * the end of the stream. Bytes that are no UTF-8 become U+FFFD.
     *
     * @throws LineTooLongException at the await, for a line of more than 64 KiB; it is left in the stream
     */
    Coroutine<String> readLine() throws IOException;

    /** All bytes to the end of the stream, however many: for peers that are trusted not to send too many. */
    Coroutine<byte[]> readAll() throws IOException;

    /**
     * The lines to the end of the stream, for {@code for (String line : each(stream.lines()))}; each as {@link #readLine}
     * reads it, when it is asked for. Leaving the loop leaves the stream open, at the next line.
     *
     * @throws IOException from the loop, at the line that cannot be read
     */
    default AsyncIterable<String> lines() throws IOException {
        return () -> new Reading<>(this::readLine, Objects::isNull);
    }

    /** As {@link #lines}, of the bytes as they come, 65536 at most at a time. */
    default AsyncIterable<byte[]> chunks() throws IOException {
        return chunks(Transfer.CHUNK);
    }

    /**
     * As {@link #chunks()}.
     *
     * @param max how many bytes a chunk has at most, 1 or more
     */
    default AsyncIterable<byte[]> chunks(int max) throws IOException {
        if (max < 1) {
            throw new IllegalArgumentException("chunks(" + max + "): ask for 1 byte or more");
        }
        return () -> new Reading<>(() -> read(max), chunk -> chunk == null || chunk.length == 0);
    }

    /**
     * Reads to the end of the stream and writes all of it to the other, as fast as that takes it: no more than a chunk of
     * 64 KiB and what the other queues is held. Both stay open; the output is not shut down. A chunk that was read when this
     * is cancelled is still written.
     *
     * @return how many bytes
     */
    default Coroutine<Long> transferTo(ByteWriter target) throws IOException {
        return new Transfer(this, target);
    }
}
