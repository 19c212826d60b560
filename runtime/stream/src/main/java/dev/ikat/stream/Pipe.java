package dev.ikat.stream;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.AsyncCloseable;
import dev.ikat.AsyncFunction;
import dev.ikat.AsyncIterable;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import dev.ikat.TaskGroup;
import dev.ikat.sync.Queue;
import dev.ikat.sync.QueueShutDownException;
import dev.ikat.sync.Semaphore;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What operators with tasks of their own are made of: tasks that iterate sources and put elements into a bounded queue, and
 * the generator that takes them. Closing it cancels the tasks and awaits their ends, so each source is closed.
 *
 * <p>A failure of a source goes through the queue, behind the elements that came before; the other tasks go on until the
 * generator gets it, leaves, and so cancels them. A failure that the generator does not come to, since it was left
 * before, is dropped, as what was made ahead is. One of the cleaning up is thrown by the closing.
 *
 * <pre>
 * OPEN --last producer ends--> queue shut down --drained--> hasNext: false
 *   '--close--> CLOSING (tasks cancelled) --all ended--> closed
 * </pre>
 */
final class Pipe<T> implements AsyncCloseable {
    private static final Object NULL = new Object();

    private record Failed(Throwable error) {}

    private final Queue<Object> queue;
    private final TaskGroup group = TaskGroup.openSupervised(this::ended);
    private int producers;
    private boolean closing;
    private @Nullable Throwable closeFailure;
    private @Nullable Throwable thrown;

    /** The next element, NULL or Failed; null when none was taken yet. */
    private @Nullable Object announced;

    Pipe(int capacity) {
        queue = new Queue<>(capacity);
    }

    /** A task that puts all elements of the source. */
    void fill(AsyncIterable<? extends T> source) {
        produce(putAll(source, null));
    }

    /** A task that starts one for each element, which puts what the function makes of it; so many at a time. */
    <A> void fillEach(
            AsyncIterable<A> source,
            Function<? super A, ? extends AsyncIterable<? extends T>> function,
            int concurrency) {
        produce(putEach(source, function, new Semaphore(concurrency)));
    }

    /** A task that starts the function for each element, after a permit, and puts these tasks in order. */
    static <A, R> void fillTasks(
            Pipe<Task<? extends R>> pipe,
            AsyncIterable<A> source,
            AsyncFunction<? super A, ? extends R> function,
            Semaphore permits) {
        pipe.produce(putTasks(pipe, source, function, permits));
    }

    /** The tasks must have been started. */
    @Async
    Coroutine<Boolean> hasNext() {
        await(arrival());
        if (announced instanceof Failed failed) {
            announced = null;
            throw Calls.raise(failed.error);
        }
        return done(announced != null);
    }

    /** Ends when {@link #hasNext} has its answer, or failure, without waiting. */
    @Async
    Coroutine<Void> arrival() {
        if (announced == null) {
            try {
                announced = await(queue.take());
            } catch (QueueShutDownException end) {
                assert producers == 0;
            }
        }
        return done();
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // T may be nullable
    T next() {
        Object element = Objects.requireNonNull(announced, "hasNext() was not awaited");
        announced = null;
        return element == NULL ? null : (T) element;
    }

    /** Awaits the ends of all tasks, and nothing after that: the group leaves a cancellation meanwhile to the next await. */
    @Override
    @Async
    public Coroutine<Void> closeAsync() {
        closing = true;
        await(group.closeAsync());
        if (closeFailure != null) {
            Throwable failure = closeFailure;
            closeFailure = null;
            throw Calls.raise(failure);
        }
        return done();
    }

    /** The generator throws this one, whose task may not have told of its end; the closing is not to throw it again. */
    void throwing(Throwable error) {
        thrown = error;
    }

    private void produce(Coroutine<Void> producer) {
        producers++;
        group.start(producer);
    }

    /** A task of the group has failed: one of a function, whose result is awaited, or is not wanted any more. */
    private void ended(Task<?> task) {
        if (closing) {
            closingFailed(Objects.requireNonNull(task.exception()));
        }
    }

    private void closingFailed(Throwable error) {
        if (closing && closeFailure == null && error != thrown) {
            closeFailure = error;
        }
    }

    @Async
    private Coroutine<Void> putAll(AsyncIterable<? extends T> source, @Nullable Semaphore permits) {
        try {
            for (T each : each(source)) {
                await(queue.put(each == null ? NULL : each));
            }
        } catch (Throwable error) {
            await(failed(error));
        } finally {
            producerEnds();
            if (permits != null) {
                permits.release();
            }
        }
        return done();
    }

    @Async
    private <A> Coroutine<Void> putEach(
            AsyncIterable<A> source,
            Function<? super A, ? extends AsyncIterable<? extends T>> function,
            Semaphore permits) {
        try {
            await(permits.acquire());
            for (A each : each(source)) {
                produce(putAll(function.apply(each), permits));
                await(permits.acquire()); // before it asks: one at a time, its failure comes behind the elements
            }
        } catch (Throwable error) {
            await(failed(error));
        } finally {
            producerEnds();
        }
        return done();
    }

    @Async
    private static <A, R> Coroutine<Void> putTasks(
            Pipe<Task<? extends R>> pipe,
            AsyncIterable<A> source,
            AsyncFunction<? super A, ? extends R> function,
            Semaphore permits) {
        try {
            for (A each : each(source)) {
                await(permits.acquire());
                await(pipe.queue.put(pipe.group.start(Calls.call(function, each))));
            }
        } catch (Throwable error) {
            await(pipe.failed(error));
        } finally {
            pipe.producerEnds();
        }
        return done();
    }

    /** The failure of a source, or of the function, in its place behind the elements; not so when this task was cancelled. */
    @Async
    private Coroutine<Void> failed(Throwable error) {
        Task<?> task = Objects.requireNonNull(currentTask());
        if (error instanceof CancelledError && task.cancelling() > 0) {
            for (Throwable suppressed : error.getSuppressed()) {
                closingFailed(suppressed); // the source was left by the cancellation, and could not be closed
            }
            throw Calls.raise(error);
        }
        if (closing) {
            closingFailed(error);
        } else {
            await(queue.put(new Failed(error)));
        }
        return done();
    }

    private void producerEnds() {
        producers--;
        if (producers == 0) {
            queue.shutdown(false);
        }
    }
}
