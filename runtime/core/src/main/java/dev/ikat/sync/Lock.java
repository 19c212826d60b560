package dev.ikat.sync;

import dev.ikat.Coroutine;
import dev.ikat.Operation;
import dev.ikat.StateMachine;
import org.jspecify.annotations.Nullable;

/**
 * Lets one task in at a time, in the order in which they asked: {@code try (var permit = await(lock.acquire())) { … }}. A
 * release wakes the first waiter, and until that has run nobody overtakes it; if it is cancelled before, it wakes the
 * next. The lock belongs to no task: another one may release it. It is not reentrant. Used on one loop's thread.
 *
 * <pre>
 * FREE (holder 0) --acquire, tryAcquire--> HELD (holder n > 0) --release--> FREE
 *                                                '--release, there are waiters--> WAKING (holder 0, waiting > 0)
 * WAKING --the woken task runs--> HELD
 *    '--it was cancelled--> WAKING, by the next one; FREE when there is none
 * </pre>
 *
 * Each acquisition has a number, by which its permit knows whether it holds the lock still; a free lock costs no
 * object but that permit.
 */
public final class Lock {
    private static final long NOBODY = 0;

    /** Also those that were woken or cancelled and have not run since. */
    final WaitQueue queue = new WaitQueue("lock");

    /** Those in the queue that are not cancelled. */
    private int waiting;

    private long holder = NOBODY;
    private long acquisitions;

    /** Makes one that is free. */
    public Lock() {}

    /** Takes the lock, waiting for it if need be. Nothing is taken before the coroutine is awaited. */
    public Coroutine<Permit> acquire() {
        return new Acquire();
    }

    /** Takes the lock if it is free and nobody waits; {@link #release} gives it back. */
    public boolean tryAcquire() {
        queue.checkThread();
        boolean free = isFree();
        if (free) {
            take(++acquisitions);
        }
        return free;
    }

    /**
     * Gives the lock back; the permit of the acquisition, if there is one, is spent.
     *
     * @throws IllegalStateException when the lock is not held
     */
    public void release() {
        queue.checkThread();
        requireHeld("released");
        wakeFirst();
        holder = NOBODY;
    }

    /** Whether it is held. Between a release and the run of the task that it woke it is not, but cannot be taken either. */
    public boolean isLocked() {
        return holder != NOBODY;
    }

    void requireHeld(String what) {
        if (holder == NOBODY) {
            throw new IllegalStateException(
                    "the lock is not held, so it cannot be " + what + "; first await acquire()");
        }
    }

    /** The number of the acquisition that holds it. */
    long holder() {
        return holder;
    }

    /** Whether it can be taken without waiting. */
    boolean isFree() {
        return holder == NOBODY && waiting == 0;
    }

    /** By the acquisition of this number. */
    void take(long acquisition) {
        assert holder == NOBODY;
        holder = acquisition;
    }

    /** To be awaited by a task that could not take it; then {@link #leave} says how that ended. */
    Waiter enqueue() {
        Waiter waiter = new Turn();
        waiting++;
        return waiter;
    }

    /** The waiter runs again: it may take the lock, or, when it does not, has passed its turn on. */
    void leave(Waiter waiter, boolean takes) {
        queue.remove(waiter);
        if (!waiter.isCancelled()) {
            waiting--;
        }
        if (!takes && holder == NOBODY) {
            wakeFirst();
        }
    }

    /** Unless the first is on its way already: woken, or cancelled, in which case it passes its turn on as it runs. */
    private void wakeFirst() {
        Waiter first = queue.first();
        if (first != null && !first.isDone()) {
            first.wake();
        }
    }

    @Override
    public String toString() {
        return queue.describe("lock", isLocked() ? "locked" : "unlocked");
    }

    /** Stays in the queue until its task runs. */
    private final class Turn extends Waiter {
        Turn() {
            super(queue);
        }

        @Override
        protected void abort() {
            if (isCancelled()) {
                waiting--;
            }
        }
    }

    private Permit permit() {
        long acquisition = ++acquisitions;
        take(acquisition);
        return new Held(acquisition);
    }

    /** In the task that awaits it, as {@link Operation#attempt}. */
    @Nullable
    Object acquireNow() {
        return isFree() ? permit() : Operation.waitFor(new WaitingAcquire());
    }

    private final class Acquire extends Operation<Permit> {
        @Override
        protected @Nullable Object attempt() {
            return acquireNow();
        }
    }

    private final class WaitingAcquire extends StateMachine<Permit> {
        @Override
        protected Permit step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            Waiter waiter = (Waiter) awaited();
            if (waiter == null) {
                return await(enqueue());
            }
            leave(waiter, error == null);
            if (error != null) {
                throw error;
            }
            return permit();
        }
    }

    private final class Held implements Permit {
        private final long acquisition;

        Held(long acquisition) {
            this.acquisition = acquisition;
        }

        @Override
        public void close() {
            if (holder == acquisition) {
                release();
            }
        }
    }
}
