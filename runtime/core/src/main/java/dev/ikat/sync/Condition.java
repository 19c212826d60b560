package dev.ikat.sync;

import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.StateMachine;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets tasks that hold a lock wait for what others do under it:
 *
 * <pre>{@code
 * try (var permit = await(lock.acquire())) {
 *     await(condition.waitUntil(() -> !items.isEmpty()));
 *     …
 * }
 * }</pre>
 *
 * Waiting gives the lock up, and has it again when it ends, in whatever way: a cancelled task waits for the lock before it
 * throws, however often it is cancelled meanwhile. A task that was signalled but throws passes the signal on, so none is
 * lost; only then is a task signalled that was not meant (asyncio of 3.13 also does so for one that was cancelled
 * before any signal). Signals wake in the order of waiting. Used on one loop's thread.
 */
public final class Condition {
    private final WaitQueue queue = new WaitQueue("condition");
    private final Lock lock;

    /** Makes one with a lock of its own: {@link #lock()}. */
    public Condition() {
        this(new Lock());
    }

    /** Makes one under the lock, which other conditions may share. */
    public Condition(Lock lock) {
        this.lock = Objects.requireNonNull(lock, "lock");
    }

    /** What to hold while waiting and signalling. */
    public Lock lock() {
        return lock;
    }

    /** {@code lock().acquire()}. */
    public Coroutine<Permit> acquire() {
        return lock.acquire();
    }

    /**
     * Gives the lock up, waits for a signal, and takes the lock again. Test in a loop what is waited for, as {@link
     * #waitUntil} does: another task may have had the lock first. Awaiting it throws {@link IllegalStateException} when
     * the lock is not held.
     */
    public Coroutine<Void> waitFor() {
        return new Wait(null);
    }

    /**
     * Waits for signals until the predicate, tested with the lock held, is true; does not yield when it is. Awaiting it
     * throws {@link IllegalStateException} when the lock is not held, and what the predicate throws.
     */
    public Coroutine<Void> waitUntil(BooleanSupplier predicate) {
        return new Wait(Objects.requireNonNull(predicate, "predicate"));
    }

    /**
     * Wakes the task that waits longest, if any does.
     *
     * @throws IllegalStateException when the lock is not held
     */
    public void signal() {
        signal(1);
    }

    /**
     * Wakes so many tasks, or all if fewer wait.
     *
     * @throws IllegalStateException when the lock is not held
     * @throws IllegalArgumentException for a negative number
     */
    public void signal(int n) {
        if (n < 0) {
            throw new IllegalArgumentException("cannot signal " + n + " tasks; use 0 or more");
        }
        queue.checkThread();
        lock.requireHeld("signalled under");
        for (int i = 0; i < n && queue.wakeFirst(); i++) {
            // as its head says
        }
    }

    /**
     * Wakes all tasks that wait.
     *
     * @throws IllegalStateException when the lock is not held
     */
    public void signalAll() {
        signal(Integer.MAX_VALUE);
    }

    @Override
    public String toString() {
        return queue.describe("condition", lock.isLocked() ? "locked" : "unlocked");
    }

    /**
     * One wait.
     *
     * <pre>
     * (lock held) --begin--> SIGNAL (lock given up) --signalled, cancelled--> LOCK --lock taken--> (held) --predicate false--> SIGNAL
     *                                                                          '--cancelled--> LOCK, last in its queue
     * </pre>
     */
    private final class Wait extends StateMachine<Void> {
        private final @Nullable BooleanSupplier predicate;

        /** While SIGNAL or LOCK: the place in the condition's queue. */
        private @Nullable Waiter waiter;

        /** The acquisition that waits: it has the lock again when this ends, so that its permit gives it back. */
        private long acquisition;

        /** What to throw once the lock is held again. */
        private @Nullable Throwable failure;

        Wait(@Nullable BooleanSupplier predicate) {
            this.predicate = predicate;
        }

        @Override
        protected Void step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            if (waiter == null) {
                lock.requireHeld("given up to wait");
                return predicate == null ? giveUp() : test(predicate);
            }
            failure = error == null ? failure : error;
            if (awaited() == waiter) {
                queue.remove(waiter);
                return takeLock();
            }
            lock.leave((Waiter) Objects.requireNonNull(awaited()), error == null);
            if (error == null) {
                return held(waiter);
            }
            if (error instanceof CancelledError) {
                return takeLock();
            }
            passOn(waiter);
            throw error;
        }

        @SuppressWarnings("NullAway") // Void has no other value
        private Void test(BooleanSupplier predicate) {
            return predicate.getAsBoolean() ? null : giveUp();
        }

        private Void giveUp() {
            waiter = new Waiter(queue);
            acquisition = lock.holder();
            lock.release();
            return await(waiter);
        }

        private Void takeLock() throws Throwable {
            return lock.isFree() ? held(Objects.requireNonNull(waiter)) : await(lock.enqueue());
        }

        /** A signal for a task that throws goes to the next. */
        private void passOn(Waiter left) {
            if (left.isWoken()) {
                queue.wakeFirst();
            }
        }

        @SuppressWarnings("NullAway") // Void has no other value
        private Void held(Waiter left) throws Throwable {
            lock.take(acquisition);
            if (failure == null) {
                return predicate == null ? null : test(predicate);
            }
            passOn(left);
            throw failure;
        }
    }
}
