package dev.ikat.io;

import dev.ikat.AsyncCloseable;
import dev.ikat.Coroutine;
import dev.ikat.StateMachine;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over what blocking calls read, a batch at a time, on other threads. A cancelled await loses nothing: the call
 * goes on, and the next await has its batch. Closing a file does not wait for a call that was left so, which a pipe may keep
 * waiting for ever: it closes the file when it ends.
 */
final class Batches<T> extends AnnouncingIterator<T> implements AsyncCloseable {
    /** Opened by its first batch, and closed by its last one or a failure. */
    interface Source<T> {
        /** The next ones; none at the end. One call at a time. */
        List<T> next() throws IOException;

        /** From any thread, in the middle of {@link #next} too, which then ends soon and opens nothing any more. */
        void close() throws IOException;

        /** Whether {@link #close} never blocks: then it needs no thread, of which none may be left when reads do. */
        boolean closesAtOnce();
    }

    private final Source<T> source;
    private Iterator<T> batch = List.<T>of().iterator();
    private boolean begun;
    private boolean ended;

    /** What reads the next batch, until it is taken. */
    private @Nullable Read read;

    Batches(Source<T> source) {
        this.source = source;
    }

    @Override
    public Coroutine<Boolean> hasNext() {
        return new Announcing();
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    public Coroutine<Void> closeAsync() {
        return Io.defer(() -> {
            boolean closes = begun && !ended;
            ended = true;
            batch = List.<T>of().iterator();
            announced = null;
            if (read != null) {
                read.abandon();
                read = null;
            }
            if (closes && !source.closesAtOnce()) {
                return new Performing<>(Performing.Kind.CLOSES, new Close());
            }
            if (closes) {
                source.close();
            }
            return Coroutine.<Void>of(null);
        });
    }

    private final class Announcing extends StateMachine<Boolean> {
        @Override
        protected Boolean step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            if (error != null) {
                throw error;
            }
            while (announced == null && !batch.hasNext() && !ended) {
                if (read == null) {
                    begun = true;
                    read = new Read();
                    read.start();
                }
                if (!read.isOver()) {
                    return await(read.end());
                }
                take(read);
            }
            if (announced == null && batch.hasNext()) {
                announced = batch.next();
            }
            return announced != null;
        }
    }

    private void take(Read over) {
        read = null;
        try {
            List<T> elements = over.take();
            ended = elements.isEmpty();
            batch = elements.iterator();
        } catch (Throwable failure) {
            ended = true;
            throw failure;
        }
    }

    private final class Read extends BlockingCall<List<T>> {
        @Override
        List<T> run() throws IOException {
            List<T> elements;
            try {
                elements = source.next();
            } catch (Throwable failure) {
                closeAfter(failure);
                throw failure;
            }
            if (elements.isEmpty()) {
                source.close();
            }
            return elements;
        }

        private void closeAfter(Throwable failure) {
            try {
                source.close();
            } catch (IOException second) {
                failure.addSuppressed(second);
            }
        }
    }

    private final class Close extends BlockingCall<Void> {
        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        Void run() throws IOException {
            source.close();
            return null;
        }
    }
}
