package dev.ikat.sync;

import dev.ikat.Coroutine;
import dev.ikat.Operation;
import dev.ikat.StateMachine;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many tasks in at a time, in the order in which they asked: {@code try (var permit = await(semaphore.acquire()))
 * { … }}. A release hands its permit to the first waiter, so a newcomer never overtakes, and a permit handed to a task
 * that is cancelled before it runs goes to the next. Used on one loop's thread.
 */
public sealed class Semaphore permits BoundedSemaphore {
    final WaitQueue queue = new WaitQueue("semaphore");
    private int available;

    /** Tasks that were handed a permit and have not run since: until then a newcomer queues though a permit be free. */
    private int waking;

    /**
     * Makes one with so many permits.
     *
     * @throws IllegalArgumentException for a negative number
     */
    public Semaphore(int permits) {
        if (permits < 0) {
            throw new IllegalArgumentException("a semaphore cannot have " + permits + " permits; use 0 or more");
        }
        available = permits;
    }

    /** Takes a permit, waiting for one if need be. Nothing is taken before the coroutine is awaited. */
    public Coroutine<Permit> acquire() {
        return new Acquire();
    }

    /** Takes a permit if one is free and nobody waits; {@link #release} gives it back. */
    public boolean tryAcquire() {
        queue.checkThread();
        boolean free = !isLocked();
        if (free) {
            available--;
        }
        return free;
    }

    /** Gives a permit back, or adds one. */
    public void release() {
        queue.checkThread();
        if (queue.isEmpty()) {
            available++;
        } else {
            handToFirst();
        }
    }

    private void handToFirst() {
        queue.wakeFirst();
        waking++;
    }

    /** A waiter runs again; those that came while it was being woken may follow it. */
    private void leave(Waiter waiter, boolean takes) {
        queue.remove(waiter);
        if (waiter.isWoken()) {
            waking--;
            available += takes ? 0 : 1;
        }
        while (available > 0 && !queue.isEmpty()) {
            available--;
            handToFirst();
        }
    }

    /** Whether an acquire would wait now. */
    public boolean isLocked() {
        return available == 0 || waking > 0 || !queue.isEmpty();
    }

    /** The permits that are free now. */
    public int available() {
        return available;
    }

    @Override
    public String toString() {
        return queue.describe("semaphore", isLocked() ? "locked" : available + " available");
    }

    /** In the task that awaits it, as {@link Operation#attempt}. */
    @Nullable
    Object acquireNow() {
        return tryAcquire() ? new Held() : Operation.waitFor(new WaitingAcquire());
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
                return await(new Waiter(queue));
            }
            leave(waiter, error == null);
            if (error != null) {
                throw error;
            }
            return new Held();
        }
    }

    private final class Held implements Permit {
        private boolean closed;

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                release();
            }
        }
    }
}
