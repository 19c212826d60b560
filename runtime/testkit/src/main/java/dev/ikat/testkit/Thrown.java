package dev.ikat.testkit;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Promise;

/**
 * What an awaited call throws, for assertions: the lambdas of assertion libraries return nothing, and so cannot await. {@code
 * assertThat(await(Thrown.by(() -> TcpStream.connect("nobody", 7)))).isInstanceOf(UnknownHostException.class)}.
 */
public final class Thrown {
    private Thrown() {}

    /**
     * Calls, awaits what is returned, and returns what was thrown; a cancellation of the test itself goes on.
     *
     * @throws AssertionError at the await, when nothing was thrown
     */
    @Async
    public static <T> Coroutine<Throwable> by(AsyncCallable<T> call) {
        T result;
        try {
            result = await(call.call());
        } catch (CancelledError cancelled) {
            throw cancelled;
        } catch (Throwable thrown) {
            return done(thrown);
        }
        throw new AssertionError("nothing was thrown; it returned " + result);
    }

    /** As above, of a promise or a task. */
    public static <T> Coroutine<Throwable> by(Promise<T> promise) {
        return by(promise::coroutine);
    }
}
