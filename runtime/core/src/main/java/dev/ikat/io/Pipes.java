package dev.ikat.io;

import dev.ikat.AsyncCloseable;
import dev.ikat.Coroutine;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Pipe;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Bytes that move in one direction: pipes within the process, named pipes, and streams of the JDK such as the standard input
 * and output of this process.
 *
 * <p>All methods want a running loop, to which what they return belongs; see {@link ByteStream} for what can be done with it,
 * and for the errors.
 *
 * @see <a href="https://docs.python.org/3/library/asyncio-eventloop.html#working-with-pipes">connect_read_pipe and
 *     connect_write_pipe</a>
 */
public final class Pipes {
    private Pipes() {}

    /**
     * A pipe: what is written at the one end is read at the other. Closing it closes both ends.
     *
     * @param writer its {@link ByteWriter#shutdownOutput} or closing is the end of the stream for the reader
     * @param reader once it is closed, writes fail
     */
    public record Pair(ByteWriter writer, ByteReader reader) implements AsyncCloseable {
        /** Drops what has not been read. */
        @Override
        public Coroutine<Void> closeAsync() {
            return Io.defer(() -> {
                ((ByteStream) writer).abort();
                return reader.closeAsync();
            });
        }
    }

    /**
     * Opens a pipe of the system; it costs two descriptors and no thread.
     *
     * @throws IOException when there are no descriptors left
     * @throws IllegalStateException outside a running loop
     */
    public static Pair open() throws IOException {
        SelectorLoop loop = Wire.currentLoop();
        Pipe pipe = Pipe.open();
        try {
            ByteStream writer = new PipeStream(PipeWire.of(loop, pipe.sink()), "pipe, the end that is written");
            return new Pair(writer, new PipeStream(PipeWire.of(loop, pipe.source()), "pipe, the end that is read"));
        } catch (Throwable error) {
            pipe.sink().close();
            pipe.source().close();
            throw error;
        }
    }

    /**
     * Reads a blocking stream of the JDK, such as {@code System.in}, on a daemon thread of its own. The thread begins with
     * the first read, reads ahead by 64 KiB at most, and ends at the end of the stream or with the closing, which closes the
     * stream too. A thread that hangs in a call which neither an interrupt nor the closing ends, as one that waits for a
     * terminal does, is left behind until the call returns; the bytes that it gets are lost.
     *
     * @throws IllegalStateException outside a running loop
     */
    public static ByteReader reader(InputStream source) {
        Objects.requireNonNull(source, "source");
        return new PipeStream(
                new ReadingThread(Wire.currentLoop(), source, "reader"),
                "reader of " + source.getClass().getSimpleName());
    }

    /**
     * Writes to a blocking stream of the JDK, such as {@code System.out}, on a daemon thread of its own, which takes 64 KiB
     * ahead, and flushes what it has written. {@link ByteWriter#shutdownOutput} and closing write what was taken, and close the
     * stream; {@link ByteStream#abort} does not wait for that.
     *
     * @throws IllegalStateException outside a running loop
     */
    public static ByteWriter writer(OutputStream target) {
        Objects.requireNonNull(target, "target");
        return new PipeStream(
                new WritingThread(Wire.currentLoop(), target, "writer"),
                "writer to " + target.getClass().getSimpleName());
    }

    /**
     * Opens a named pipe (FIFO) for reading, which waits until somebody opens it for writing. Cancelling it stops that, by
     * opening the pipe in both directions for an instant: who else waits for a partner just then has found one. The
     * bytes come by a daemon thread, as in {@link #reader(InputStream)}; closing ends it at once.
     *
     * @throws IOException at the await: {@link java.nio.file.NoSuchFileException} and the like
     */
    public static Coroutine<ByteReader> openReader(Path path) throws IOException {
        Objects.requireNonNull(path, "path");
        return Io.defer(() -> FifoOpening.begin(Wire.currentLoop(), path, StandardOpenOption.READ));
    }

    /**
     * Opens a named pipe (FIFO) for writing, which waits until somebody opens it for reading; as {@link #openReader}.
     *
     * @throws IOException at the await: {@link java.nio.file.NoSuchFileException} and the like
     */
    public static Coroutine<ByteWriter> openWriter(Path path) throws IOException {
        Objects.requireNonNull(path, "path");
        return Io.defer(() -> FifoOpening.begin(Wire.currentLoop(), path, StandardOpenOption.WRITE));
    }
}
