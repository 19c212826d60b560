package dev.ikat.weave.corpus;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.loop;
import static dev.ikat.Ikat.promise;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Promise;
import dev.ikat.loop.RunningLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the tiny programs use: a log that is compared, and values that arrive at once or after a suspension. */
public final class Corpus {
    static final List<String> LOG = new ArrayList<>();
    static boolean suspending;

    /** So that a loop which a wrong weaver never lets end does end. */
    private static final int MOST_EVENTS = 20_000;

    private Corpus() {}

    /** Notes that the program came here. */
    public static void log(Object event) {
        if (LOG.size() > MOST_EVENTS) {
            throw new AssertionError("the program does not end");
        }
        LOG.add(String.valueOf(event));
    }

    /** The value, with a note of when it was evaluated. */
    public static <T> T note(T value) {
        log("note " + text(value));
        return value;
    }

    /** The value, with a note of when it was asked for; awaiting it suspends when the run says so. */
    public static <T> Coroutine<T> tick(T value) {
        log("tick " + text(value));
        return suspending ? late(value) : Coroutine.of(value);
    }

    /** A failure that appears when it is awaited. */
    public static <T> Coroutine<T> fail(String message) {
        log("fail " + message);
        if (!suspending) {
            throw new IllegalArgumentException(message);
        }
        return lateFailure(message);
    }

    /** A promise of the value: done already, or completed by a later callback of the loop when the run suspends. */
    public static <T> Promise<T> promised(T value) {
        log("promised " + text(value));
        return RunningLoop.current() == null ? Ikat.run(made(value)) : promiseOf(value);
    }

    /** A promise of a failure; as {@link #promised}. */
    public static <T> Promise<T> promisedFailure(String message) {
        log("promised failure " + message);
        return RunningLoop.current() == null ? Ikat.run(madeFailure(message)) : promiseOfFailure(message);
    }

    /** A future of the value: completed already, or by a later callback of the loop when the run suspends. */
    public static <T> CompletableFuture<T> future(T value) {
        log("future " + text(value));
        CompletableFuture<T> future = new CompletableFuture<>();
        soon(() -> future.complete(value));
        return future;
    }

    /** A future of a failure; as {@link #future}. */
    public static <T> CompletableFuture<T> futureFailure(String message) {
        log("future failure " + message);
        CompletableFuture<T> future = new CompletableFuture<>();
        soon(() -> future.completeExceptionally(new IllegalArgumentException(message)));
        return future;
    }

    private static <T> Promise<T> promiseOf(T value) {
        Promise<T> promise = promise();
        soon(() -> promise.complete(value));
        return promise;
    }

    private static <T> Promise<T> promiseOfFailure(String message) {
        Promise<T> promise = promise();
        soon(() -> promise.fail(new IllegalArgumentException(message)));
        return promise;
    }

    /** Arrays by their type: their text differs from run to run. */
    private static String text(@Nullable Object value) {
        return value != null && value.getClass().isArray() ? value.getClass().getSimpleName() : String.valueOf(value);
    }

    private static void soon(Runnable callback) {
        if (suspending) {
            loop().callSoon(callback);
        } else {
            callback.run();
        }
    }

    @Async
    private static <T> Coroutine<Promise<T>> made(T value) {
        return done(promiseOf(value));
    }

    @Async
    private static <T> Coroutine<Promise<T>> madeFailure(String message) {
        return done(promiseOfFailure(message));
    }

    @Async
    private static <T> Coroutine<T> late(T value) {
        await(yieldNow());
        return done(value);
    }

    @Async
    private static <T> Coroutine<T> lateFailure(String message) {
        await(yieldNow());
        throw new IllegalArgumentException(message);
    }
}
