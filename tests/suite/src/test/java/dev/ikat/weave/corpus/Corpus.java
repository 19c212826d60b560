package dev.ikat.weave.corpus;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.loop;
import static dev.ikat.Ikat.promise;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.AsyncCloseable;
import dev.ikat.AsyncGenerator;
import dev.ikat.AsyncIterable;
import dev.ikat.AsyncIterator;
import dev.ikat.Coroutine;
import dev.ikat.Generator;
import dev.ikat.Ikat;
import dev.ikat.Promise;
import dev.ikat.loop.RunningLoop;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
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

    /**
     * Marks {@code return returned(other(x))} of a generator where a finally block or a closing follows: the plain run
     * emits all of the other one there, which a woven method does by itself.
     */
    public static <T> Generator<T> returned(Generator<T> other) {
        return other;
    }

    /** As {@link #returned(Generator)}. */
    public static <T> AsyncGenerator<T> returned(AsyncGenerator<T> other) {
        return other;
    }

    /** Iterates a generator to its end, with a note of each element and of how it ends. */
    public static void takeAll(Generator<?> generator) {
        sendAll(generator);
    }

    /** As {@link #takeAll}, sending the values first. */
    public static void sendAll(Generator<?> generator, Object... values) {
        try {
            if (values.length > 0) {
                log("first " + generator.next());
            }
            for (Object value : values) {
                log("sent " + text(value) + ", took " + generator.send(value));
            }
            while (generator.hasNext()) {
                log("took " + generator.next());
            }
            log("ended with " + generator.endValue());
        } catch (NoSuchElementException end) {
            log("ended at a send with " + generator.endValue());
        } catch (Throwable error) {
            log("thrown: " + error);
        }
    }

    /** Takes so many elements, then closes, with a note of what that throws. */
    public static void closeAfter(int count, Generator<?> generator) {
        try {
            for (int i = 0; i < count; i++) {
                log("took " + generator.next());
            }
            generator.close();
            log("closed " + generator.endValue());
        } catch (Throwable error) {
            log("thrown: " + error.getClass().getSimpleName());
        }
    }

    /** Takes so many elements, raises the error, and takes the rest. */
    public static void raiseAfter(int count, Generator<?> generator, Throwable error) {
        try {
            for (int i = 0; i < count; i++) {
                log("took " + generator.next());
            }
            log("raised, took " + generator.raise(error));
        } catch (NoSuchElementException end) {
            log("ended at the raise");
        } catch (Throwable thrown) {
            log("thrown, the same: " + (thrown == error) + ", " + thrown.getMessage());
        }
        takeAll(generator);
    }

    /** An asynchronous source of some elements, each of which is awaited, and closed with a note of it. */
    public static <T> AsyncIterable<T> source(List<T> elements) {
        return new Ticking<>(elements);
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> AsyncIterable<T> source(T... elements) {
        return new Ticking<>(List.of(elements));
    }

    /** As {@link #source}, but its closing fails. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> AsyncIterable<T> badSource(T... elements) {
        return () -> new TickingIterator<>(List.of(elements).iterator(), true);
    }

    private record Ticking<T>(List<T> elements) implements AsyncIterable<T> {
        @Override
        public AsyncIterator<T> iterator() {
            log("iterate " + elements);
            return new TickingIterator<>(elements.iterator(), false);
        }
    }

    private record TickingIterator<T>(Iterator<T> elements, boolean failing)
            implements AsyncIterator<T>, AsyncCloseable {
        @Override
        public Coroutine<Boolean> hasNext() {
            return tick(elements.hasNext());
        }

        @Override
        public T next() {
            return note(elements.next());
        }

        @Override
        public Coroutine<Void> closeAsync() {
            return failing ? fail("closing") : Coroutine.upcast(tick(null));
        }
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
