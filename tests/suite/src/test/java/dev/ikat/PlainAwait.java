package dev.ikat;

import dev.ikat.frame.Frame;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * What stands for await, emit and each where nothing is woven: await is identity, what an awaited coroutine has at once;
 * a generator's body runs on a thread of its own, see {@link PlainGenerator}. In this package to reach what is not public.
 */
public final class PlainAwait {
    /** A task that has ended: what is awaited runs in it, and does not wait. */
    private static final Strand<?> TASK = (Strand<?>) Ikat.run(self());

    /** A cancellation that is owed to the next await, see {@link Closings}. */
    private static volatile CancelledError owed;

    private PlainAwait() {}

    @SuppressWarnings("unchecked")
    public static <T> T await(Awaitable<? extends T> awaitable) {
        if (awaitable instanceof Promise<?> promise) {
            return (T) promise.result();
        }
        Coroutine<?> coroutine = awaitable.coroutine();
        if (coroutine == YieldNow.INSTANCE) {
            return null;
        }
        try {
            Object value = coroutine.begin(TASK);
            if (value == Frame.SUSPENDED) {
                throw new AssertionError("in a plain run nothing suspends, but this does: " + coroutine);
            }
            return (T) value;
        } catch (Throwable error) {
            throw Sneaky.raise(error);
        }
    }

    /** What an await throws where the task is being cancelled. */
    public static CancelledError cancelled(String message) {
        return new CancelledError(message, TASK);
    }

    /** As {@link #await(Awaitable)}, for a stage that has ended. */
    public static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException error) {
            throw Sneaky.raise(error.getCause());
        }
    }

    @SuppressWarnings("unchecked")
    public static <R> R emit(Object element) {
        return (R) PlainGenerator.current().emit(element);
    }

    @SuppressWarnings("unchecked")
    public static <R> R emitAll(Iterable<?> source) {
        return (R) PlainGenerator.current().emitAll(source);
    }

    @SuppressWarnings("unchecked")
    public static <R> R emitAll(AsyncIterable<?> source) {
        return (R) PlainGenerator.current().emitAll(source);
    }

    /** A plain iteration, which does not close what it leaves early; {@link PlainEach} does. */
    public static <T> Iterable<T> each(AsyncIterable<T> source) {
        return new PlainEach().of(source);
    }

    /** {@code close()} of what a woven method closes by an await. */
    public static void close(AsyncGenerator<?> generator) {
        sheltering(() -> await(generator.closeAsync()));
    }

    /** As {@link Closings#sheltered}. */
    public static void sheltering(Runnable closing) {
        CancelledError withheld = owed;
        owed = null;
        try {
            closing.run();
        } catch (CancelledError cancelled) {
            withheld = isOwn(cancelled) ? null : withheld;
            throw cancelled;
        } finally {
            owed = owed == null ? withheld : owed;
        }
    }

    /** In place of {@code thrown.addSuppressed(suppressed)}. */
    public static void suppress(Throwable thrown, Throwable suppressed) {
        thrown.addSuppressed(suppressed);
        if (isOwn(suppressed) && !isOwn(thrown) && !(thrown instanceof GeneratorExit)) {
            owed = (CancelledError) suppressed;
        }
    }

    private static boolean isOwn(Throwable error) {
        return error instanceof CancelledError cancelled && cancelled.source() == TASK;
    }

    public static void owesNothing() {
        owed = null;
    }

    /** Whether an await that waited would throw a cancellation, of the plain run or of the current task. */
    public static boolean owesCancellation() {
        Kernel kernel = Kernel.currentOrNull();
        Strand<?> task = kernel == null ? null : (Strand<?>) kernel.currentTask();
        return task == null ? owed != null : task.hasPendingCancel();
    }

    /** What is owed in the plain run, as an await throws it. */
    public static CancelledError takeOwed() {
        String message = owed.getMessage();
        owed = null;
        return cancelled(message);
    }

    public static <T> Generator<T> generator(Callable<?> body) {
        return Generator.of(new PlainGenerator(body));
    }

    public static <T> AsyncGenerator<T> asyncGenerator(Callable<?> body) {
        return new AsyncGeneratorRun<>(new PlainGenerator(body));
    }

    /** What a run leaves behind does no harm to the next. */
    public static void abandonGenerators() {
        PlainGenerator.abandonAll();
    }

    /**
     * {@code return returned(other(x))} of a generator, where a finally block or a closing follows: a woven method emits all
     * of the other one before it.
     */
    public static <T> Generator<T> returned(Generator<T> other) {
        return Generator.ended(emitAll((Iterable<?>) other));
    }

    /** As {@link #returned(Generator)}. */
    public static <T> AsyncGenerator<T> returned(AsyncGenerator<T> other) {
        return AsyncGenerator.ended(emitAll(other));
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

    private static Coroutine<Task<?>> self() {
        return Coroutine.defer(() -> Coroutine.of(Ikat.currentTask()));
    }
}
