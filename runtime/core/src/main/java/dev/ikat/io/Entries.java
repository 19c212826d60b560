package dev.ikat.io;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The paths of a stream of the JDK's, some at a time. What fails comes after the paths before it, as the {@link IOException}
 * that it is. Closing has a batch stop at its next path, and waits for that: such a stream is for one thread at a time.
 */
final class Entries implements Batches.Source<Path> {
    /** Opens directories. */
    @FunctionalInterface
    interface Opening {
        Stream<Path> open() throws IOException;
    }

    private static final int MOST_AT_A_TIME = 128;

    private final Opening opening;
    private final ReentrantLock inUse = new ReentrantLock();
    private volatile boolean closed;

    /* Under the lock. */
    private @Nullable Stream<Path> stream;
    private @Nullable Iterator<Path> iterator;
    private @Nullable IOException failure;

    Entries(Opening opening) {
        this.opening = opening;
    }

    @Override
    public List<Path> next() throws IOException {
        inUse.lock();
        try {
            List<Path> paths = new ArrayList<>();
            collect(paths);
            if (failure != null && paths.isEmpty()) {
                throw failure;
            }
            return paths;
        } finally {
            inUse.unlock();
        }
    }

    private void collect(List<Path> paths) {
        try {
            Blocks.stopIf(() -> closed);
            Iterator<Path> rest = iterator == null ? open() : iterator;
            while (failure == null && paths.size() < MOST_AT_A_TIME && rest.hasNext()) {
                paths.add(rest.next());
                Blocks.stopIf(() -> closed);
            }
        } catch (UncheckedIOException error) {
            failure = error.getCause();
        } catch (IOException error) {
            failure = error;
        }
    }

    private Iterator<Path> open() throws IOException {
        Stream<Path> opened = opening.open();
        stream = opened;
        iterator = opened.iterator();
        return iterator;
    }

    @Override
    public void close() {
        closed = true;
        inUse.lock();
        try {
            if (stream != null) {
                stream.close();
            }
        } finally {
            inUse.unlock();
        }
    }

    /** A batch may be under way. */
    @Override
    public boolean closesAtOnce() {
        return false;
    }
}
