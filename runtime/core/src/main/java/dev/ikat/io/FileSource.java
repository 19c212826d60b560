package dev.ikat.io;

import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file from its beginning to its end. Closed in the middle of a read, it is the read that closes the file, when it has
 * ended: a channel that is closed while a virtual thread reads from it waits for that thread. What both threads see is guarded
 * by this object's monitor, which is not held while anything blocks.
 */
abstract class FileSource<T> implements Batches.Source<T> {
    private final Path path;
    private @Nullable ReadableByteChannel channel;
    private boolean closed;
    private boolean inUse;

    FileSource(Path path) {
        this.path = path;
    }

    /** As {@link #next()}, with the open file. */
    abstract List<T> next(ReadableByteChannel channel) throws IOException;

    @Override
    public final List<T> next() throws IOException {
        inUse(true);
        try {
            return next(channel());
        } finally {
            if (inUse(false)) {
                close();
            }
        }
    }

    /** Whether it was closed meanwhile. */
    private synchronized boolean inUse(boolean used) {
        inUse = used;
        return closed;
    }

    private ReadableByteChannel channel() throws IOException {
        ReadableByteChannel present = present();
        if (present != null) {
            return present;
        }
        ReadableByteChannel opened = Files.newByteChannel(path);
        if (!keep(opened)) {
            opened.close();
            throw new AsynchronousCloseException();
        }
        return opened;
    }

    private synchronized @Nullable ReadableByteChannel present() {
        return channel;
    }

    private synchronized boolean keep(ReadableByteChannel opened) {
        channel = opened;
        return !closed;
    }

    @Override
    public final void close() throws IOException {
        ReadableByteChannel open = closing();
        if (open != null) {
            open.close();
        }
    }

    @Override
    public final boolean closesAtOnce() {
        return true;
    }

    private synchronized @Nullable ReadableByteChannel closing() {
        closed = true;
        return inUse ? null : channel;
    }
}
