package dev.ikat.io;

import dev.ikat.AsyncCloseable;
import dev.ikat.Coroutine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * An open file: {@code try (var file = await(AsyncFile.open(path))) { … }}. For what can be read at any position, which pipes
 * and terminals cannot.
 *
 * <p><b>Order.</b> One operation runs at a time, on another thread; others wait, in the order in which they were awaited.
 *
 * <p><b>Position.</b> {@link #read} and {@link #write} begin where the one before has ended, and first at 0; {@link #readAt}
 * and {@link #writeAt} leave that alone. A read that was cancelled or has failed does not move it. A file that was opened
 * to append has its position at its end always.
 *
 * <p><b>Cancellation.</b> An operation that waits for its turn is withdrawn, and nothing has happened. One that runs is not
 * interrupted, which would close the file: the await ends when it has ended, and then throws the cancellation. So a buffer is
 * free when the await has ended, in any way.
 *
 * <p><b>Threads.</b> Used on the thread of one loop. <b>Errors.</b> Those of {@link FileChannel}; after the close a {@link
 * java.nio.channels.ClosedChannelException}. A write that fails, on a full disk for instance, may have written a part; the
 * position is then behind that.
 */
public final class AsyncFile implements AsyncCloseable {
    /** What is allocated for a read beyond the size that the file says it has: some have none. */
    private static final int UNKNOWN_SIZE = 8 * 1024;

    private final Path path;
    private final FileChannel channel;
    private final boolean appends;
    private final Turns turns;
    private long position;
    private boolean closing;

    private AsyncFile(Path path, FileChannel channel, boolean appends) throws IOException {
        this.path = path;
        this.channel = channel;
        this.appends = appends;
        turns = new Turns("file (" + path + ")");
        position = appends ? channel.size() : 0;
    }

    /**
     * Opens a file; without options to read. A cancelled one is closed, if it was opened at all; what it changed as it was
     * opened, created or truncated, stays.
     *
     * @param options as for {@link FileChannel#open(Path, OpenOption...)}
     * @throws IOException at the await: {@link java.nio.file.NoSuchFileException} and others of the JDK
     */
    public static Coroutine<AsyncFile> open(Path path, OpenOption... options) throws IOException {
        Objects.requireNonNull(path, "path");
        Set<OpenOption> wanted = Set.of(options.length == 0 ? new OpenOption[] {StandardOpenOption.READ} : options);
        boolean asks =
                List.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS).containsAll(wanted);
        return new Performing<>(asks ? Performing.Kind.ASKS : Performing.Kind.CHANGES, new BlockingCall<AsyncFile>() {
            @Override
            AsyncFile run() throws IOException {
                return opened(path, wanted);
            }

            @Override
            void discard(AsyncFile file) throws IOException {
                file.channel.close();
            }
        });
    }

    private static AsyncFile opened(Path path, Set<OpenOption> options) throws IOException {
        FileChannel channel = FileChannel.open(path, options);
        try {
            return new AsyncFile(path, channel, options.contains(StandardOpenOption.APPEND));
        } catch (Throwable failure) {
            channel.close();
            throw failure;
        }
    }

    /** As many bytes as asked for, fewer where the file ends; none at its end. */
    public Coroutine<byte[]> read(int max) throws IOException {
        requirePositive(max);
        return perform(new BytesRead(-1, max));
    }

    /** Fills the buffer from its position to its limit, as far as the file goes; how many bytes, -1 at its end. */
    public Coroutine<Integer> read(ByteBuffer buffer) throws IOException {
        return perform(new Read(-1, buffer));
    }

    /** As {@link #read(int)}, from a position in bytes; one beyond the end has none. */
    public Coroutine<byte[]> readAt(long position, int max) throws IOException {
        requirePosition(position);
        requirePositive(max);
        return perform(new BytesRead(position, max));
    }

    /** As {@link #read(ByteBuffer)}, from a position in bytes. */
    public Coroutine<Integer> readAt(long position, ByteBuffer buffer) throws IOException {
        requirePosition(position);
        return perform(new Read(position, buffer));
    }

    /** Writes all of them; they must stay as they are until the await has ended. */
    public Coroutine<Void> write(byte[] bytes) throws IOException {
        return write(ByteBuffer.wrap(bytes));
    }

    /** Writes all that the buffer has left; it must stay as it is until the await has ended. */
    public Coroutine<Void> write(ByteBuffer bytes) throws IOException {
        return perform(new Write(-1, bytes));
    }

    /** As {@link #write(byte[])}, at a position in bytes; a gap behind the end is filled with zeros. */
    public Coroutine<Void> writeAt(long position, byte[] bytes) throws IOException {
        return writeAt(position, ByteBuffer.wrap(bytes));
    }

    /**
     * As {@link #write(ByteBuffer)}, at a position in bytes.
     *
     * @throws IllegalStateException when the file was opened to append, which always goes to its end
     */
    public Coroutine<Void> writeAt(long position, ByteBuffer bytes) throws IOException {
        requirePosition(position);
        if (appends) {
            throw new IllegalStateException(
                    this + " was opened to append, which always goes to its end; open it with WRITE instead");
        }
        return perform(new Write(position, bytes));
    }

    /** In bytes. */
    public Coroutine<Long> size() throws IOException {
        return perform(new BlockingCall<Long>() {
            @Override
            Long run() throws IOException {
                return channel.size();
            }
        });
    }

    /** Cuts off what is beyond so many bytes; a position beyond it is moved there. A file that is shorter stays as it is. */
    public Coroutine<Void> truncate(long size) throws IOException {
        requirePosition(size);
        return perform(new Change() {
            @Override
            void change() throws IOException {
                channel.truncate(size);
            }

            @Override
            void settled(boolean taken) {
                position = failure() == null ? Math.min(position, size) : position;
            }
        });
    }

    /**
     * Has what was written on the disk when it ends.
     *
     * @param metaData whether its times and permissions too
     */
    public Coroutine<Void> force(boolean metaData) throws IOException {
        return perform(new Change() {
            @Override
            void change() throws IOException {
                channel.force(metaData);
            }
        });
    }

    /** Where the next {@link #read} or {@link #write} that begins will, in bytes. */
    public long position() {
        return position;
    }

    /**
     * Where the next {@link #read} or {@link #write} shall begin, in bytes; to append goes to the end all the same.
     *
     * @throws IllegalStateException while an operation runs or waits
     */
    public void position(long position) {
        requirePosition(position);
        turns.requireFree("the position of " + this + " cannot be set");
        this.position = position;
    }

    public Path path() {
        return path;
    }

    /**
     * Closes the file after the operations that were awaited before; those awaited later fail. It does so also when it is
     * cancelled, and throws that then. Doing it twice is harmless.
     */
    @Override
    public Coroutine<Void> closeAsync() {
        return Io.defer(() -> {
            turns.check();
            closing = true;
            return new Performing<>(
                    Performing.Kind.CLOSES,
                    new Change() {
                        @Override
                        void change() throws IOException {
                            channel.close();
                        }
                    },
                    turns);
        });
    }

    private <T> Coroutine<T> perform(BlockingCall<T> call) {
        return Io.defer(() -> {
            if (closing) {
                throw new StreamClosedException("the file " + path + " is closed");
            }
            return new Performing<>(Performing.Kind.CHANGES, call, turns);
        });
    }

    private static void requirePositive(int max) {
        if (max < 1) {
            throw new IllegalArgumentException("read(" + max + "): ask for 1 byte or more");
        }
    }

    private static void requirePosition(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("a position or size in a file is 0 or more, not " + position);
        }
    }

    @Override
    public String toString() {
        return "file " + path;
    }

    private abstract static class Change extends BlockingCall<Void> {
        abstract void change() throws IOException;

        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        final Void run() throws IOException {
            change();
            return null;
        }
    }

    /** Begins at a position, its own or the file's, and moves the latter on to its end. */
    private abstract class Passage<T> extends BlockingCall<T> {
        final boolean moves;
        long at;

        /** Set on the other thread. */
        long end;

        /** Less than 0 for the file's position. */
        Passage(long at) {
            this.at = at;
            moves = at < 0;
        }

        @Override
        final void begins() {
            at = moves ? position : at;
            end = at;
        }

        final int fill(ByteBuffer buffer) throws IOException {
            int from = buffer.position();
            Blocks.repeat(buffer, part -> channel.read(part, at + part.position() - from));
            end = at + buffer.position() - from;
            return buffer.position() - from;
        }

        @Override
        void settled(boolean taken) {
            if (moves) {
                position = end;
            }
        }
    }

    private final class BytesRead extends Passage<byte[]> {
        private final int max;

        BytesRead(long at, int max) {
            super(at);
            this.max = max;
        }

        @Override
        byte[] run() throws IOException {
            long left = Math.max(channel.size() - at, UNKNOWN_SIZE);
            ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(max, left));
            int count = fill(buffer);
            return count == buffer.capacity() ? buffer.array() : Arrays.copyOf(buffer.array(), count);
        }

        @Override
        void settled(boolean taken) {
            if (taken && failure() == null) {
                super.settled(true);
            }
        }
    }

    private final class Read extends Passage<Integer> {
        private final ByteBuffer buffer;
        private final int from;

        Read(long at, ByteBuffer buffer) {
            super(at);
            this.buffer = buffer;
            from = buffer.position();
        }

        @Override
        Integer run() throws IOException {
            boolean asked = buffer.hasRemaining();
            int count = fill(buffer);
            return asked && count == 0 ? -1 : count;
        }

        @Override
        void settled(boolean taken) {
            if (taken && failure() == null) {
                super.settled(true);
            } else {
                buffer.position(from);
            }
        }
    }

    private final class Write extends Passage<Void> {
        private final ByteBuffer bytes;

        Write(long at, ByteBuffer bytes) {
            super(at);
            this.bytes = bytes;
        }

        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        Void run() throws IOException {
            int from = bytes.position();
            try {
                Blocks.repeat(
                        bytes,
                        part -> appends ? channel.write(part) : channel.write(part, at + part.position() - from));
            } finally {
                end = appends ? channel.size() : at + bytes.position() - from;
            }
            return null;
        }
    }
}
