package dev.ikat.stream;

import dev.ikat.AsyncFunction;
import dev.ikat.Coroutine;
import java.time.Duration;
import java.util.Objects;

/** Calls of what users have given, and the checks of it. */
final class Calls {
    private Calls() {}

    /** What the function throws is thrown as it is: its checked exceptions surface at the await of the element. */
    static <A, R> Coroutine<? extends R> call(AsyncFunction<? super A, ? extends R> function, A argument) {
        try {
            return Objects.requireNonNull(
                    function.apply(argument), "mapAsync: the function returned null; return done(x) or a coroutine");
        } catch (Throwable error) {
            throw raise(error);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Throwable> RuntimeException raise(Throwable error) throws E {
        throw (E) error;
    }

    static <F> F notNull(F given, String operator) {
        return Objects.requireNonNull(given, () -> operator + "(null): pass what it shall use, never null");
    }

    static int atLeast(int least, int n, String operator) {
        return (int) atLeast(least, (long) n, operator);
    }

    static long atLeast(int least, long n, String operator) {
        if (n < least) {
            throw new IllegalArgumentException(operator + "(" + n + "): the number is " + least + " or more");
        }
        return n;
    }

    static Duration positive(Duration duration, String operator) {
        notNull(duration, operator);
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(operator + "(" + duration + "): the time is above zero");
        }
        return duration;
    }
}
