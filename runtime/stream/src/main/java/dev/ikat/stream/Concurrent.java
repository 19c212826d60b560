package dev.ikat.stream;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.AsyncFunction;
import dev.ikat.AsyncGenerator;
import dev.ikat.AsyncIterable;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Task;
import dev.ikat.sync.Semaphore;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** The operators whose sources are iterated by tasks of their own, while who takes the elements does other things. */
final class Concurrent {
    private Concurrent() {}

    @Async
    static <T> AsyncGenerator<T> buffer(AsyncIterable<T> source, int capacity) {
        try (Pipe<T> pipe = new Pipe<>(capacity)) {
            pipe.fill(source);
            while (await(pipe.hasNext())) {
                emit(pipe.next());
            }
        }
        return end();
    }

    @Async
    static <T> AsyncGenerator<T> merge(List<? extends AsyncIterable<? extends T>> sources) {
        try (Pipe<T> pipe = new Pipe<>(1)) {
            sources.forEach(pipe::fill);
            while (!sources.isEmpty() && await(pipe.hasNext())) {
                emit(pipe.next());
            }
        }
        return end();
    }

    @Async
    static <T, R> AsyncGenerator<R> flatMap(
            AsyncIterable<T> source,
            Function<? super T, ? extends AsyncIterable<? extends R>> function,
            int concurrency) {
        try (Pipe<R> pipe = new Pipe<>(1)) {
            pipe.fillEach(source, function, concurrency);
            while (await(pipe.hasNext())) {
                emit(pipe.next());
            }
        }
        return end();
    }

    @Async
    static <T, R> AsyncGenerator<R> mapAsync(
            AsyncIterable<T> source, AsyncFunction<? super T, ? extends R> function, int concurrency) {
        Semaphore permits = new Semaphore(concurrency);
        try (Pipe<Task<? extends R>> pipe = new Pipe<>(concurrency)) {
            Pipe.fillTasks(pipe, source, function, permits);
            while (await(pipe.hasNext())) {
                R result;
                try {
                    result = await(pipe.next());
                } catch (Throwable error) {
                    pipe.throwing(error);
                    throw error;
                }
                emit(result);
                permits.release();
            }
        }
        return end();
    }

    @Async
    static <T> AsyncGenerator<T> debounce(AsyncIterable<T> source, Duration quiet) {
        try (Pipe<T> pipe = new Pipe<>(1)) {
            pipe.fill(source);
            while (await(pipe.hasNext())) {
                T latest = pipe.next();
                while (await(arrives(pipe, quiet)) && await(pipe.hasNext())) {
                    latest = pipe.next();
                }
                emit(latest);
            }
        }
        return end();
    }

    /** Whether something comes in that time, an end or a failure too. */
    @Async
    private static Coroutine<Boolean> arrives(Pipe<?> pipe, Duration limit) {
        try {
            await(timeout(limit, pipe.arrival()));
            return done(true);
        } catch (DeadlineExceededException quiet) {
            return done(false);
        }
    }
}
