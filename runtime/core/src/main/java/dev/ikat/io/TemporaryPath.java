package dev.ikat.io;

import dev.ikat.AsyncCloseable;
import dev.ikat.Coroutine;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file or directory that is deleted when it is closed, with all that is in it: {@code try (var scratch =
 * await(AsyncFiles.tempDirectory("job"))) { … scratch.path() … }}. Made by {@link AsyncFiles}. Any thread may ask for the
 * path. One that was moved away or deleted already is no error.
 */
public final class TemporaryPath implements AsyncCloseable {
    private final Path path;

    TemporaryPath(Path path) {
        this.path = path;
    }

    public Path path() {
        return path;
    }

    /**
     * Deletes it. A cancellation waits for that, and is thrown after it.
     *
     * @see AsyncFiles#deleteRecursively
     */
    @Override
    public Coroutine<Void> closeAsync() {
        return new Performing<>(Performing.Kind.CLOSES, new Delete());
    }

    void delete() throws IOException {
        try {
            new Deletion(() -> false).delete(path);
        } catch (NoSuchFileException gone) {
            // moved to its place, most often
        }
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private final class Delete extends BlockingCall<Void> {
        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        Void run() throws IOException {
            delete();
            return null;
        }
    }
}
