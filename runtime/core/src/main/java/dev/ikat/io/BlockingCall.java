package dev.ikat.io;

import dev.ikat.Awaitable;
import dev.ikat.Ikat;
import dev.ikat.Promise;
import dev.ikat.Suspension;
import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.EventLoop;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A call on another thread, never a virtual one, that is never interrupted: an interrupt would close the channel that it meets.
 * Who waits may leave; the call goes on, and what it returns is taken later, or {@linkplain #discard discarded} when nobody
 * will.
 *
 * <pre>
 * state:  NEW --start--> RUNNING --run() has returned--> HANDED_OVER --on the loop's thread--> over
 *                           '--abandon--> ABANDONED --run() has returned: discarded there--> over
 * </pre>
 *
 * The states are set by compare-and-set, since both threads do; the rest belongs to the loop's thread. Only the closing of a
 * loop that has waited for its limit interrupts such a call.
 */
abstract class BlockingCall<T> {
    private enum State {
        NEW,
        RUNNING,
        HANDED_OVER,
        ABANDONED
    }

    private final AtomicReference<State> state = new AtomicReference<>(State.NEW);

    private @Nullable EventLoop loop;

    /** Set once it is over. */
    private @Nullable Promise<T> outcome;

    private @Nullable End waiter;

    /** Nobody will take the result; known on the loop's thread, before or after the other one has handed it over. */
    private boolean unwanted;

    /** Comes before it, on the loop's thread, when it has its turn. */
    void begins() {}

    /** What it does; on the other thread. */
    abstract T run() throws Exception;

    /** Nobody will take what was made; on the other thread, or on the loop's when it was just about to be taken. */
    void discard(T result) throws Exception {}

    /**
     * It is over, in the step of the task that waited.
     *
     * @param taken whether that gets the outcome; false when it was cancelled
     */
    void settled(boolean taken) {}

    /** Whether nobody will take the result: a call of several steps looks at it between them. From any thread. */
    final boolean isAbandoned() {
        return state.get() == State.ABANDONED;
    }

    final void start() {
        assert state.get() == State.NEW : "a call is made once";
        loop = Ikat.loop();
        begins();
        state.set(State.RUNNING);
        Promise<T> job = End.elsewhere(this::runAndHandOver);
        job.onDone(this::arrived);
    }

    @SuppressWarnings("NullAway") // what is discarded is looked at by nobody
    private T runAndHandOver() throws Exception {
        T result = run();
        if (state.compareAndSet(State.RUNNING, State.HANDED_OVER)) {
            return result;
        }
        discarding(result);
        return null;
    }

    private void arrived(Promise<T> job) {
        outcome = job;
        if (job.isCancelled()) { // left behind by a loop that closes
            state.compareAndSet(State.RUNNING, State.ABANDONED);
        } else if (unwanted) {
            drop(job);
        }
        End waiting = waiter;
        waiter = null;
        if (waiting != null) {
            waiting.wake();
        }
    }

    /** Its failure is nobody's; its result is discarded, if the other thread has not done it. */
    private void drop(Promise<T> job) {
        boolean failed = job.exception() != null;
        if (!failed && !isAbandoned()) {
            discarding(job.result());
        }
    }

    private void discarding(T result) {
        try {
            discard(result);
        } catch (Exception error) {
            assert loop != null;
            loop.callExceptionHandler(
                    new ErrorContext("what a cancelled operation had made could not be discarded", error, this));
        }
    }

    final boolean isOver() {
        return outcome != null;
    }

    /** To be awaited until it is over, by one task at a time; a cancellation ends the waiting only. */
    final Awaitable<?> end() {
        if (waiter != null) {
            throw new IllegalStateException("another task waits for the same already; let one task at a time do so");
        }
        waiter = new End();
        return waiter;
    }

    /** The result of a call that is over, or what it threw. */
    final T take() {
        assert outcome != null;
        return outcome.result();
    }

    /** What it threw, for who does not take its result; null when nothing, or when it is not over. */
    final @Nullable Throwable failure() {
        return outcome == null || outcome.isCancelled() ? null : outcome.exception();
    }

    /** Nobody will take the result. Once. */
    final void abandon() {
        assert !unwanted;
        unwanted = true;
        state.compareAndSet(State.RUNNING, State.ABANDONED);
        if (outcome != null && !outcome.isCancelled()) {
            drop(outcome);
        }
    }

    private final class End extends Suspension<Void> {
        static <T> Promise<T> elsewhere(Callable<T> call) {
            return toPlatformThread(call);
        }

        @SuppressWarnings("NullAway") // Void has no other value
        void wake() {
            complete(null);
        }

        @Override
        protected void abort() {
            if (waiter == this) {
                waiter = null;
            }
        }
    }
}
