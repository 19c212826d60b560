package dev.ikat;

import static dev.ikat.Ikat.*;

import org.jspecify.annotations.Nullable;

/** Small coroutines that many tests need. */
public final class Tried {
    private Tried() {}

    /** What awaiting it throws, cancellations too; null when nothing. */
    @Async
    public static Coroutine<@Nullable Throwable> errorOf(Awaitable<?> awaitable) {
        try {
            await(awaitable);
            return done(null);
        } catch (Throwable error) {
            return done(error);
        }
    }

    /** Throws the error after so many turns. */
    @Async
    public static <T> Coroutine<T> failing(Throwable error, int turns) {
        await(turns(turns));
        throw Sneaky.raise(error);
    }

    /** Ends with the value after so many turns. */
    @Async
    public static <T> Coroutine<T> after(int turns, T value) {
        await(turns(turns));
        return done(value);
    }

    @Async
    public static Coroutine<Void> turns(int turns) {
        for (int i = 0; i < turns; i++) {
            await(yieldNow());
        }
        return done();
    }
}
