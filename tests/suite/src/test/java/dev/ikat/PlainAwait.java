package dev.ikat;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Await as identity: what an awaited coroutine has at once. In this package to reach the value of a completed one. */
public final class PlainAwait {
    private PlainAwait() {}

    @SuppressWarnings("unchecked")
    public static <T> T await(Awaitable<? extends T> awaitable) {
        if (awaitable instanceof Promise<?> promise) {
            return (T) promise.result();
        }
        Coroutine<?> coroutine = awaitable.coroutine();
        return coroutine == YieldNow.INSTANCE ? null : (T) ((Completed<?>) coroutine).value();
    }

    /** As {@link #await(Awaitable)}, for a stage that has ended. */
    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException error) {
            throw Sneaky.raise(error.getCause());
        }
    }

    /** {@code Task.of} where no loop runs: a task that has ended. */
    public static <T> Task<T> task(T value) {
        return Ikat.run(ended(value));
    }

    @Async
    private static <T> Coroutine<Task<T>> ended(T value) {
        Task<T> task = Task.of(value);
        Ikat.await(task);
        return Ikat.done(task);
    }
}
