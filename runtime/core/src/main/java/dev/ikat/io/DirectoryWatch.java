package dev.ikat.io;

import dev.ikat.AsyncCloseable;
import dev.ikat.AsyncIterable;
import dev.ikat.AsyncIterator;
import dev.ikat.Awaitable;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.LoopBinding;
import dev.ikat.Suspension;
import dev.ikat.loop.EventLoop;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What happens in a directory from now on, for {@code try (var watch = await(DirectoryWatch.open(directory))) { for
 * (DirectoryEvent event : each(watch)) … }}. It sees the entries of the directory, not what is in directories below it.
 *
 * <p><b>What is seen</b> is what {@link java.nio.file.WatchService} says: on Linux (inotify) soon and in order; elsewhere it
 * may look every few seconds only. Several changes of one entry may be one event, and a change may be seen before it is
 * complete. A move within the directory is a deletion and a creation.
 *
 * <p><b>Memory.</b> Events that nobody has taken wait, up to the capacity; then they give way to one {@link
 * DirectoryEvent.Kind#OVERFLOW}, which stands for them and for those that come before it is taken.
 *
 * <p><b>Errors.</b> When the directory is deleted or becomes inaccessible, the loop over the watch ends with a {@link
 * NoSuchFileException}, after the events before it. A directory that is moved goes on being watched, under its old name. When
 * the watch is closed its loops end.
 *
 * <p><b>Threads.</b> Used on the thread of the loop that opened it. All watches of a process share a daemon thread, which
 * ends with the last of them. Several tasks that iterate share the events among them; a task that wants them all opens a
 * watch of its own.
 *
 * <pre>
 * OPEN --directory gone--> GONE (raises when no event is left)
 *   '-------closeAsync--------'--> CLOSED (ends)
 * </pre>
 */
public final class DirectoryWatch implements AsyncIterable<DirectoryEvent>, AsyncCloseable {
    private static final int CAPACITY = 1024;

    private final Path directory;
    private final int capacity;
    private final EventLoop loop;
    private final LoopBinding binding = new LoopBinding("directory watch");
    private final ArrayDeque<Announcing> waiting = new ArrayDeque<>();
    private boolean closed;

    /* Guarded by this object's monitor: the watching thread puts in, the loop's takes out. */
    private final ArrayDeque<DirectoryEvent> events = new ArrayDeque<>();
    private boolean gone;
    private boolean wakes;

    private DirectoryWatch(Path directory, int capacity, EventLoop loop) {
        this.directory = directory;
        this.capacity = capacity;
        this.loop = loop;
    }

    /** As {@link #open(Path, int)}, with room for 1024 events. */
    public static Coroutine<DirectoryWatch> open(Path directory) throws IOException {
        return open(directory, CAPACITY);
    }

    /**
     * Begins to watch; what happens after the await has ended is seen.
     *
     * @param capacity how many events may wait to be taken, 1 or more
     * @throws IOException at the await: {@link NoSuchFileException}, {@link java.nio.file.NotDirectoryException}, or that the
     *     system allows no more watches
     */
    public static Coroutine<DirectoryWatch> open(Path directory, int capacity) throws IOException {
        Objects.requireNonNull(directory, "directory");
        if (capacity < 1) {
            throw new IllegalArgumentException("a watch has room for 1 event or more, not " + capacity);
        }
        return Io.defer(() -> {
            Io.requireSystem("directory watches");
            return new Performing<>(
                    Performing.Kind.CHANGES, new Opening(new DirectoryWatch(directory, capacity, Ikat.loop())));
        });
    }

    public Path directory() {
        return directory;
    }

    /**
     * This, for a program that catches what the loop throws: {@code for (DirectoryEvent event : each(watch.events()))}.
     *
     * @throws IOException from the loop: {@link NoSuchFileException} when the directory is gone
     */
    public AsyncIterable<DirectoryEvent> events() throws IOException {
        return this;
    }

    /** The events that have not been taken, and those to come. Leaving the loop leaves the watch open. */
    @Override
    public AsyncIterator<DirectoryEvent> iterator() {
        return new Events();
    }

    /** Ends the watching, and the loops that wait for events; what was not taken is dropped. Doing it twice is harmless. */
    @Override
    public Coroutine<Void> closeAsync() {
        return Io.defer(() -> {
            binding.check();
            closed = true;
            while (!waiting.isEmpty()) {
                waiting.remove().announce(null);
            }
            return new Performing<>(Performing.Kind.CLOSES, new Closing());
        });
    }

    // On the watching thread.

    /** Counts what there is no room for as one overflow. */
    synchronized void put(DirectoryEvent.Kind kind, @Nullable Path entry) {
        DirectoryEvent last = events.peekLast();
        if (last != null && last.kind() == DirectoryEvent.Kind.OVERFLOW) {
            return;
        }
        boolean overflows = entry == null || events.size() >= capacity;
        if (overflows) {
            events.clear();
        }
        events.add(
                overflows
                        ? new DirectoryEvent(DirectoryEvent.Kind.OVERFLOW, directory)
                        : new DirectoryEvent(kind, directory.resolve(entry)));
        wake();
    }

    synchronized void directoryIsGone() {
        gone = true;
        wake();
    }

    private void wake() {
        if (wakes) {
            return;
        }
        wakes = true;
        try {
            loop.callSoonThreadsafe(this::handOut);
        } catch (IllegalStateException loopClosed) {
            // then nobody waits any more
        }
    }

    // On the loop's thread.

    private void handOut() {
        synchronized (this) {
            wakes = false;
        }
        while (!waiting.isEmpty()) {
            DirectoryEvent event = poll();
            if (event != null) {
                waiting.remove().announce(event);
            } else if (isGone()) {
                waiting.remove().fail(goneError());
            } else {
                return;
            }
        }
    }

    private synchronized @Nullable DirectoryEvent poll() {
        return events.poll();
    }

    private synchronized boolean isGone() {
        return gone;
    }

    /** It was meant for a task that was cancelled. */
    private void putBack(DirectoryEvent event) {
        synchronized (this) {
            events.addFirst(event);
        }
        handOut();
    }

    private IOException goneError() {
        return new NoSuchFileException(
                directory.toString(), null, "the watched directory was deleted, or cannot be read any more");
    }

    @Override
    public String toString() {
        return "watch of " + directory;
    }

    /** One loop over the watch; it holds the event that was announced, and nothing else. */
    private final class Events extends AnnouncingIterator<DirectoryEvent> {
        @Override
        public Coroutine<Boolean> hasNext() {
            return Io.defer(this::announce);
        }

        private Awaitable<Boolean> announce() throws IOException {
            binding.check();
            if (announced == null && !closed && waiting.isEmpty()) {
                announced = poll();
            }
            if (announced != null || closed) {
                return Coroutine.of(announced != null);
            }
            if (isGone()) {
                throw goneError();
            }
            Announcing wait = new Announcing(this);
            waiting.add(wait);
            return wait;
        }
    }

    /** A task that waits for the next event. */
    private final class Announcing extends Suspension<Boolean> {
        private final Events events;
        private @Nullable DirectoryEvent event;

        Announcing(Events events) {
            super(binding);
            this.events = events;
        }

        /** Null for the end. */
        void announce(@Nullable DirectoryEvent next) {
            event = next;
            complete(next != null);
        }

        @Override
        protected Boolean resume(Boolean value) {
            events.announced = event;
            return value;
        }

        @Override
        protected void abort() {
            if (isCancelled()) {
                waiting.remove(this);
            } else if (event != null) {
                putBack(event);
            }
        }
    }

    private static final class Opening extends BlockingCall<DirectoryWatch> {
        private final DirectoryWatch watch;

        Opening(DirectoryWatch watch) {
            this.watch = watch;
        }

        @Override
        DirectoryWatch run() throws IOException {
            Watching.add(watch);
            return watch;
        }

        @Override
        void discard(DirectoryWatch opened) throws IOException {
            Watching.remove(opened);
        }
    }

    private final class Closing extends BlockingCall<Void> {
        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        Void run() throws IOException {
            Watching.remove(DirectoryWatch.this);
            return null;
        }
    }
}
