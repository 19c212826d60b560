package dev.ikat;

import dev.ikat.loop.EventLoop;
import dev.ikat.loop.TimerHandle;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Runs a body in the current task under a deadline. On expiry it cancels the task; as the cancellation leaves the body it
 * is turned into a {@link DeadlineExceededException}, unless somebody else asked for a cancellation too.
 *
 * <pre>
 * CREATED --begun--> ARMED --deadline--> EXPIRING --body ended--> EXPIRED
 *                      '------------body ended-----------------> ENDED
 * </pre>
 */
final class Timeout<T> extends StateMachine<T> implements Deadline {
    private enum State {
        CREATED,
        ARMED,
        EXPIRING,
        EXPIRED,
        ENDED
    }

    private Duration limit;

    /** The loop's time to expire at; null where the limit counts from the await. */
    private final @Nullable Long atNanos;

    private final AsyncFunction<? super Deadline, T> function;
    private State state = State.CREATED;
    private @Nullable Strand<?> task;
    private @Nullable TimerHandle timer;

    /** How many cancellations of the task were asked for before this deadline existed, and were thrown. */
    private int cancellationsBefore;

    private Timeout(Duration limit, @Nullable Long atNanos, AsyncFunction<? super Deadline, T> function) {
        this.limit = limit;
        this.atNanos = atNanos;
        this.function = function;
    }

    static <T> Coroutine<T> of(Duration limit, AsyncFunction<? super Deadline, T> function) {
        return new Timeout<>(limit, null, function);
    }

    static <T> Coroutine<T> at(long nanos, AsyncFunction<? super Deadline, T> function) {
        return new Timeout<>(Duration.ZERO, nanos, function);
    }

    static <T> Coroutine<T> of(Duration limit, Awaitable<T> awaitable) {
        return isOver(limit)
                ? Coroutine.defer(() -> onlyIfDone(awaitable))
                : new Timeout<>(limit, null, deadline -> awaitable.coroutine());
    }

    static <T> Coroutine<T> at(long nanos, Awaitable<T> awaitable) {
        return Coroutine.defer(() -> isOver(until(nanos, Ikat.loop()))
                ? onlyIfDone(awaitable)
                : Timeout.<T>at(nanos, deadline -> awaitable.coroutine()));
    }

    private static Duration until(long nanos, EventLoop loop) {
        return Duration.ofNanos(nanos - loop.nanoTime());
    }

    /** No time at all: a result that is there already, else a cancellation; a coroutine that has none never runs. */
    private static <T> Awaitable<T> onlyIfDone(Awaitable<T> awaitable) {
        if (awaitable instanceof Promise<?> promise) {
            boolean cancelled = promise.cancel();
            return new Timeout<>(Duration.ZERO, cancelled, awaitable);
        }
        Coroutine<T> coroutine = awaitable.coroutine();
        if (coroutine instanceof Completed<T>) {
            return coroutine;
        }
        coroutine.close();
        throw new DeadlineExceededException("the deadline had passed before the coroutine was started");
    }

    /** Waits for a promise that was just cancelled, as if by an expired deadline. */
    private Timeout(Duration limit, boolean cancelled, Awaitable<T> awaitable) {
        this(limit, null, deadline -> awaitable.coroutine());
        state = cancelled ? State.EXPIRED : State.ENDED;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"}) // T may be nullable
    protected T step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        if (task != null) {
            return (T) leave(value, error);
        }
        arm(Strand.current());
        Coroutine<T> body;
        try {
            body = function.apply(this);
        } catch (Throwable thrown) {
            return (T) leave(null, thrown);
        }
        return await(body);
    }

    private void arm(Strand<?> current) {
        task = current;
        cancellationsBefore = current.cancelling() - (current.hasPendingCancel() ? 1 : 0);
        if (state == State.CREATED) {
            state = State.ARMED;
            if (atNanos == null) {
                setTimer(limit);
            } else {
                setTimerAt(atNanos);
            }
        }
    }

    private @Nullable Object leave(@Nullable Object result, @Nullable Throwable failure) throws Throwable {
        stopTimer();
        boolean expiring = state == State.EXPIRING;
        boolean expired = expiring || state == State.EXPIRED;
        state = expired ? State.EXPIRED : State.ENDED;
        boolean owed = expiring && task != null && task.owesCancellation();
        int left = task == null ? 0 : expiring ? task.uncancel() : task.cancelling();
        boolean own = expired && left <= cancellationsBefore;
        if (own && owed && task != null) {
            task.withholdCancellation();
        }
        if (own && (failure instanceof CancelledError || (owed && suppressesCancellation(failure)))) {
            DeadlineExceededException exceeded = new DeadlineExceededException(
                    "no result within " + text(limit) + "; what was awaited was cancelled");
            exceeded.initCause(failure);
            throw exceeded;
        }
        if (failure != null) {
            throw failure;
        }
        return result;
    }

    /** The deadline's cancellation came while a resource was being closed whose block had failed. */
    private static boolean suppressesCancellation(@Nullable Throwable failure) {
        return failure != null
                && Arrays.stream(failure.getSuppressed()).anyMatch(each -> Closings.cancelledBy(each) != null);
    }

    /** For the message; a limit may be too long to count. */
    private static String text(Duration limit) {
        boolean countable = !isOver(limit) && limit.compareTo(Duration.ofDays(1)) < 0;
        return countable && limit.toMillis() > 0 ? limit.toMillis() + " ms" : limit.toString();
    }

    private void expire() {
        if (state == State.ARMED && task != null) {
            state = State.EXPIRING;
            task.cancel(null);
        }
    }

    private void setTimer(Duration fromNow) {
        if (task == null) {
            return;
        }
        limit = fromNow;
        armed(task.kernel.loop, task.kernel.loop.callLater(fromNow, this::expire));
    }

    private void setTimerAt(long nanos) {
        if (task == null) {
            return;
        }
        limit = until(nanos, task.kernel.loop);
        armed(task.kernel.loop, task.kernel.loop.callAt(nanos, this::expire));
    }

    private void armed(EventLoop loop, TimerHandle armed) {
        timer = armed;
        if (isOver(limit)) {
            loop.callSoon(() -> expireAtOnce(armed));
        }
    }

    /** No time at all: ahead of whatever the body makes ready from now on, which a timer would not be. */
    private void expireAtOnce(TimerHandle armed) {
        if (timer == armed) {
            expire();
        }
    }

    private static boolean isOver(Duration limit) {
        return limit.isZero() || limit.isNegative();
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
        }
    }

    @Override
    public long whenNanos() {
        if (timer == null) {
            throw new IllegalStateException("this deadline is not armed: its body has not begun");
        }
        return timer.whenNanos();
    }

    @Override
    public void reschedule(Duration fromNow) {
        requireArmed();
        stopTimer();
        setTimer(fromNow);
    }

    @Override
    public void rescheduleAt(long nanos) {
        requireArmed();
        stopTimer();
        setTimerAt(nanos);
    }

    private void requireArmed() {
        if (state != State.ARMED) {
            throw new IllegalStateException("too late to reschedule this deadline: it has "
                    + (expired() ? "expired" : "ended with its body, or not begun"));
        }
    }

    @Override
    public boolean expired() {
        return state == State.EXPIRING || state == State.EXPIRED;
    }
}
