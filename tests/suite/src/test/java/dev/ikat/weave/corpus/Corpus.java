package dev.ikat.weave.corpus;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import java.util.ArrayList;
import java.util.List;

/** What the tiny programs use: a log that is compared, and values that arrive at once or after a suspension. */
public final class Corpus {
    static final List<String> LOG = new ArrayList<>();
    static boolean suspending;

    private Corpus() {}

    /** Notes that the program came here. */
    public static void log(Object event) {
        LOG.add(String.valueOf(event));
    }

    /** The value, with a note of when it was asked for; awaiting it suspends when the run says so. */
    public static <T> Coroutine<T> tick(T value) {
        log("tick " + value);
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
