package dev.ikat.io;

import dev.ikat.AsyncCloseable;
import dev.ikat.Coroutine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * Bytes that go somewhere: the writing side of a {@link ByteStream}, or the input of a process. Several tasks may write;
 * the bytes of one call stay together. See {@link ByteStream} for when a write ends.
 */
public interface ByteWriter extends AsyncCloseable {
    /** Sends the bytes, which must not be changed before this ends. */
    Coroutine<Void> write(byte[] data) throws IOException;

    /** Sends what the buffer has from its position to its limit; once awaited its position is at its limit. */
    Coroutine<Void> write(ByteBuffer data) throws IOException;

    /** As {@link #write(ByteBuffer)}, of several buffers one behind the other; the system gets them in one call. */
    Coroutine<Void> write(ByteBuffer... data) throws IOException;

    /** Sends the text as UTF-8. */
    Coroutine<Void> write(String utf8) throws IOException;

    /**
     * Sends a part of a file, behind what was written before; by the system itself where it can (sendfile). Ends when the
     * last byte has gone to the system; until then the file must stay open, and not be cut. The loop's thread reads the
     * file: it should be on a disk that answers soon. A file that fails, or a cancellation, before its first byte has gone
     * leaves the output as it was; after that it breaks the output, since no peer could follow what came next: write no
     * more and close the stream.
     *
     * @param position of the first byte in the file, 0 or more; the position of the channel itself is not touched
     * @param count how many bytes at most, 0 or more; less when the file ends before
     * @return how many bytes
     * @throws java.nio.channels.NonReadableChannelException at the await, when the file was not opened for reading
     */
    Coroutine<Long> sendFile(FileChannel file, long position, long count) throws IOException;

    /**
     * Ends the output once all is sent: the peer reads to the end of the stream, and may go on sending. Ends when that is
     * done; cancelling it does not stop it. Doing it twice is harmless.
     *
     * @throws IOException at the await, when the connection broke before all was sent
     */
    Coroutine<Void> shutdownOutput() throws IOException;

    /**
     * From how many unsent bytes on a write waits, and how few must be left for it to go on; 64 KiB and 16 KiB unless set.
     *
     * @param low in bytes, from 0 to {@code high}
     */
    void setWaterMarks(int low, int high);
}
