package dev.ikat.io;

import dev.ikat.AsyncIterable;
import dev.ikat.Coroutine;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.CopyOption;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * {@link Files} for tasks: each operation runs on a daemon thread of a bounded pool, with the context of the task
 * that awaits it, and begins when it is awaited. An operating system has no way to wait for a file as for a socket that
 * Java could use, so it is a thread that waits.
 *
 * <p><b>Cancellation.</b> Nothing is interrupted: an interrupt closes the file that it meets. An operation that only asks
 * (read, exists, size, attributes, lines, chunks, list, walk) is left to itself: the await ends at once, its thread goes on,
 * and closes what it has opened. One that changes something ends first, and the await then throws the cancellation: so
 * nothing changes behind the back of a program that goes on, however long the disk takes. It is carried out then, but for
 * {@link #deleteRecursively}, which stops at the next file, and {@link #replaceAtomically}, which changes nothing any more
 * unless it was at its last step. What it has failed with is suppressed in the cancellation.
 *
 * <p><b>Errors.</b> Those of the JDK, as they are, at the await: {@link java.nio.file.NoSuchFileException}, {@link
 * java.nio.file.FileAlreadyExistsException}, {@link java.nio.file.AccessDeniedException} and so on, with the path in the message.
 *
 * <p><b>Threads.</b> As for every coroutine: awaited on the thread of a loop. Operations run side by side; a program that needs
 * an order awaits one before it begins the next.
 */
public final class AsyncFiles {
    private static final int LINES_BLOCK = 64 * 1024;
    private static final OpenOption[] REPLACING = {
        StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
    };

    private AsyncFiles() {}

    // Contents.

    /** As {@link #readAllBytes}. */
    public static Coroutine<byte[]> read(Path path) throws IOException {
        return readAllBytes(path);
    }

    /**
     * The whole content.
     *
     * @throws IOException at the await, also for more than an array holds, which is about 2 GiB
     */
    public static Coroutine<byte[]> readAllBytes(Path path) throws IOException {
        Objects.requireNonNull(path, "path");
        return new Performing<>(Performing.Kind.ASKS, new BlockingCall<byte[]>() {
            @Override
            byte[] run() throws IOException {
                return bytes(path, this);
            }
        });
    }

    private static byte[] bytes(Path path, BlockingCall<?> call) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(path)) {
            return Blocks.readAll(path, channel, channel.size(), call::isAbandoned);
        }
    }

    /** The whole content, which is UTF-8. */
    public static Coroutine<String> readString(Path path) throws IOException {
        return readString(path, StandardCharsets.UTF_8);
    }

    /**
     * The whole content.
     *
     * @throws CharacterCodingException at the await, where it is not of that charset
     */
    public static Coroutine<String> readString(Path path, Charset charset) throws IOException {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(charset, "charset");
        return new Performing<>(Performing.Kind.ASKS, new BlockingCall<String>() {
            @Override
            String run() throws IOException {
                return decoded(bytes(path, this), charset);
            }
        });
    }

    /** The quick way replaces what is malformed; where there may be such a replacement, the strict one decides. */
    private static String decoded(byte[] bytes, Charset charset) throws CharacterCodingException {
        var decoder = charset.newDecoder();
        String text = new String(bytes, charset);
        return text.contains(decoder.replacement())
                ? decoder.decode(ByteBuffer.wrap(bytes)).toString()
                : text;
    }

    /**
     * The lines of UTF-8, for {@code for (String line : each(AsyncFiles.lines(path)))}. As {@link #lines(Path, Charset)}.
     */
    public static AsyncIterable<String> lines(Path path) throws IOException {
        return lines(path, StandardCharsets.UTF_8);
    }

    /**
     * The lines, without their ends, which are {@code \n}, {@code \r} or {@code \r\n}, and which the last may lack. Each
     * iteration opens the file with its first element, reads blocks of 64 KiB as it needs them, and closes it at the end,
     * or when the loop is left; a line is held whole. Malformed input is a {@link CharacterCodingException} from the loop, after
     * the lines before that in which it stands.
     */
    public static AsyncIterable<String> lines(Path path, Charset charset) throws IOException {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(charset, "charset");
        return () -> new Batches<>(new Lines(path, charset, LINES_BLOCK));
    }

    /**
     * The content in arrays of one size, but for the last; as {@link #lines(Path, Charset)} for opening and closing.
     *
     * @param size in bytes, 1 or more
     */
    public static AsyncIterable<byte[]> chunks(Path path, int size) throws IOException {
        Objects.requireNonNull(path, "path");
        if (size < 1) {
            throw new IllegalArgumentException("chunks(…, " + size + "): ask for 1 byte or more");
        }
        return () -> new Batches<>(new Chunks(path, size));
    }

    /**
     * Writes the bytes, which must stay as they are until the await has ended. A failure may leave a part of them in the file;
     * {@link #replaceAtomically} does not.
     *
     * @param options as for {@link Files#write(Path, byte[], OpenOption...)}; without any the file is made, or its content
     *     replaced
     */
    public static Coroutine<Path> write(Path path, byte[] bytes, OpenOption... options) throws IOException {
        Objects.requireNonNull(bytes, "bytes");
        return write(path, () -> ByteBuffer.wrap(bytes), options);
    }

    /** As {@link #write}, of text in UTF-8. */
    public static Coroutine<Path> writeString(Path path, CharSequence text, OpenOption... options) throws IOException {
        return writeString(path, text, StandardCharsets.UTF_8, options);
    }

    /**
     * As {@link #write}, of text.
     *
     * @throws CharacterCodingException at the await, where the charset has no such characters; then nothing is written
     */
    public static Coroutine<Path> writeString(Path path, CharSequence text, Charset charset, OpenOption... options)
            throws IOException {
        return write(path, encoding(text, charset), options);
    }

    /** Writes the bytes at the end; the file is made where there is none. */
    public static Coroutine<Path> append(Path path, byte[] bytes) throws IOException {
        return write(path, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** As {@link #append(Path, byte[])}, of text in UTF-8. */
    public static Coroutine<Path> append(Path path, CharSequence text) throws IOException {
        return writeString(path, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private static Coroutine<Path> write(Path path, Callable<ByteBuffer> content, OpenOption... options) {
        Objects.requireNonNull(path, "path");
        Set<OpenOption> wanted = new HashSet<>(List.of(options.length == 0 ? REPLACING : options));
        wanted.add(StandardOpenOption.WRITE);
        if (wanted.contains(StandardOpenOption.READ)) {
            throw new IllegalArgumentException("READ is no option of a write");
        }
        return changes(() -> {
            ByteBuffer bytes = content.call();
            try (SeekableByteChannel channel = Files.newByteChannel(path, wanted)) {
                Blocks.drain(bytes, channel, () -> false);
            }
            return path;
        });
    }

    private static Callable<ByteBuffer> encoding(CharSequence text, Charset charset) {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(charset, "charset");
        return () -> charset.newEncoder().encode(CharBuffer.wrap(text));
    }

    /**
     * Replaces the content so that whoever opens the file sees the old one or the new one, whole, also after a crash of the
     * machine: the new one is written beside it, forced to the disk, and moved over it. The file keeps its permissions, and
     * owner and group where this process may set them; a link is followed. A failure or a cancellation leaves the old file
     * as it was, and nothing beside it. The folder must allow to make files.
     */
    public static Coroutine<Path> replaceAtomically(Path path, byte[] bytes) throws IOException {
        Objects.requireNonNull(bytes, "bytes");
        return replaceAtomically(path, () -> ByteBuffer.wrap(bytes));
    }

    /** As {@link #replaceAtomically(Path, byte[])}, with text in UTF-8. */
    public static Coroutine<Path> replaceAtomically(Path path, CharSequence text) throws IOException {
        return replaceAtomically(path, encoding(text, StandardCharsets.UTF_8));
    }

    private static Coroutine<Path> replaceAtomically(Path path, Callable<ByteBuffer> content) {
        Objects.requireNonNull(path, "path");
        return new Performing<>(Performing.Kind.CHANGES, new BlockingCall<Path>() {
            @Override
            Path run() throws Exception {
                new Replacement(this::isAbandoned).replace(path, content.call());
                return path;
            }
        });
    }

    // Files as such.

    /** As {@link Files#copy(Path, Path, CopyOption...)}. */
    public static Coroutine<Path> copy(Path source, Path target, CopyOption... options) throws IOException {
        CopyOption[] wanted = options.clone();
        return changes(() -> Files.copy(source, target, wanted));
    }

    /** As {@link Files#move}. */
    public static Coroutine<Path> move(Path source, Path target, CopyOption... options) throws IOException {
        CopyOption[] wanted = options.clone();
        return changes(() -> Files.move(source, target, wanted));
    }

    /** As {@link Files#delete}: a file, a link or an empty directory. */
    @SuppressWarnings("NullAway") // Void has no other value
    public static Coroutine<Void> delete(Path path) throws IOException {
        return changes(() -> {
            Files.delete(path);
            return null;
        });
    }

    /** As {@link #delete}; whether there was one. */
    public static Coroutine<Boolean> deleteIfExists(Path path) throws IOException {
        return changes(() -> Files.deleteIfExists(path));
    }

    /**
     * Deletes a file, or a directory with all that is in it. A link is deleted, and never followed, not even one that somebody
     * puts in a directory's place meanwhile, where the system has such calls (Linux and macOS do). The first failure ends it.
     * What others delete meanwhile is no error.
     *
     * @throws java.nio.file.NoSuchFileException at the await, where there is nothing
     */
    public static Coroutine<Void> deleteRecursively(Path path) throws IOException {
        Objects.requireNonNull(path, "path");
        return new Performing<>(Performing.Kind.CHANGES, new BlockingCall<Void>() {
            @Override
            @SuppressWarnings("NullAway") // Void has no other value
            Void run() throws IOException {
                new Deletion(this::isAbandoned).delete(path);
                return null;
            }
        });
    }

    /** As {@link Files#exists}. */
    public static Coroutine<Boolean> exists(Path path, LinkOption... options) {
        LinkOption[] wanted = options.clone();
        return asks(() -> Files.exists(path, wanted));
    }

    /** In bytes. */
    public static Coroutine<Long> size(Path path) throws IOException {
        return asks(() -> Files.size(path));
    }

    /** Kind, size and times, read at once. */
    public static Coroutine<BasicFileAttributes> attributes(Path path, LinkOption... options) throws IOException {
        return attributes(path, BasicFileAttributes.class, options);
    }

    /** As {@link Files#readAttributes(Path, Class, LinkOption...)}. */
    public static <A extends BasicFileAttributes> Coroutine<A> attributes(
            Path path, Class<A> type, LinkOption... options) throws IOException {
        LinkOption[] wanted = options.clone();
        return asks(() -> Files.readAttributes(path, type, wanted));
    }

    // Directories.

    /**
     * What is in a directory, in no order, read as it is asked for. The directory is closed at the end, or when the loop is
     * left.
     */
    public static AsyncIterable<Path> list(Path directory) throws IOException {
        Objects.requireNonNull(directory, "directory");
        return () -> new Batches<>(new Entries(() -> Files.list(directory)));
    }

    /** A path and all below it, each directory before what is in it; as {@link Files#walk(Path, FileVisitOption...)}. */
    public static AsyncIterable<Path> walk(Path start, FileVisitOption... options) throws IOException {
        return walk(start, Integer.MAX_VALUE, options);
    }

    /**
     * As {@link #walk(Path, FileVisitOption...)}, so many levels deep; read as it is asked for, and closed as {@link #list}.
     *
     * @param maxDepth 0 for the path alone
     */
    public static AsyncIterable<Path> walk(Path start, int maxDepth, FileVisitOption... options) throws IOException {
        Objects.requireNonNull(start, "start");
        if (maxDepth < 0) {
            throw new IllegalArgumentException("walk(…, " + maxDepth + "): the depth is 0 or more");
        }
        FileVisitOption[] wanted = options.clone();
        return () -> new Batches<>(new Entries(() -> Files.walk(start, maxDepth, wanted)));
    }

    /** As {@link Files#createDirectory}. */
    public static Coroutine<Path> createDirectory(Path directory, FileAttribute<?>... attributes) throws IOException {
        FileAttribute<?>[] wanted = attributes.clone();
        return changes(() -> Files.createDirectory(directory, wanted));
    }

    /** As {@link Files#createDirectories}: those above it too; one that is there is no error. */
    public static Coroutine<Path> createDirectories(Path directory, FileAttribute<?>... attributes) throws IOException {
        FileAttribute<?>[] wanted = attributes.clone();
        return changes(() -> Files.createDirectories(directory, wanted));
    }

    /** A new empty file in the system's folder for such, for its owner alone; deleted when it is closed. */
    public static Coroutine<TemporaryPath> tempFile(@Nullable String prefix, @Nullable String suffix)
            throws IOException {
        return temporary(() -> Files.createTempFile(prefix, suffix));
    }

    /** As {@link #tempFile(String, String)}, in a folder of one's choice. */
    public static Coroutine<TemporaryPath> tempFile(Path folder, @Nullable String prefix, @Nullable String suffix)
            throws IOException {
        return temporary(() -> Files.createTempFile(folder, prefix, suffix));
    }

    /** As {@link #tempFile(String, String)}, a directory, deleted with all that is in it. */
    public static Coroutine<TemporaryPath> tempDirectory(@Nullable String prefix) throws IOException {
        return temporary(() -> Files.createTempDirectory(prefix));
    }

    /** As {@link #tempDirectory(String)}, in a folder of one's choice. */
    public static Coroutine<TemporaryPath> tempDirectory(Path folder, @Nullable String prefix) throws IOException {
        return temporary(() -> Files.createTempDirectory(folder, prefix));
    }

    private static Coroutine<TemporaryPath> temporary(Callable<Path> creation) {
        return new Performing<>(Performing.Kind.CHANGES, new BlockingCall<TemporaryPath>() {
            @Override
            TemporaryPath run() throws Exception {
                return new TemporaryPath(creation.call());
            }

            @Override
            void discard(TemporaryPath made) throws IOException {
                made.delete();
            }
        });
    }

    private static <T> Coroutine<T> asks(Callable<T> call) {
        return new Performing<>(Performing.Kind.ASKS, new Plain<>(call));
    }

    private static <T> Coroutine<T> changes(Callable<T> call) {
        return new Performing<>(Performing.Kind.CHANGES, new Plain<>(call));
    }

    private static final class Plain<T> extends BlockingCall<T> {
        private final Callable<T> call;

        Plain(Callable<T> call) {
            this.call = call;
        }

        @Override
        T run() throws Exception {
            return call.call();
        }
    }
}
