package dev.ikat.sync;

import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.LoopBinding;
import dev.ikat.Suspension;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Lets so many tasks in at a time, in the order in which they asked: {@code try (var permit = await(semaphore.acquire()))
 * { … }}. A release hands its permit to the first waiter, so a newcomer never overtakes, and a permit handed to a task
 * that is cancelled before it runs goes to the next. Used on one loop's thread.
 */
public class Semaphore {
    private final Deque<Waiter> waiters = new ArrayDeque<>();
    private final LoopBinding binding = new LoopBinding("semaphore");
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
        return Coroutine.defer(() -> tryAcquire() ? Ikat.done(new Held()) : enqueue());
    }

    /** Takes a permit if one is free and nobody waits; {@link #release} gives it back. */
    public boolean tryAcquire() {
        boolean free = !isLocked();
        if (free) {
            available--;
        }
        return free;
    }

    /** Gives a permit back, or adds one. */
    public void release() {
        if (waiters.isEmpty()) {
            available++;
        } else {
            handToFirst();
        }
    }

    private void handToFirst() {
        Waiter first = waiters.element();
        first.complete(new Held()); // in another thread this throws, and nothing has changed
        waiters.remove();
        waking++;
    }

    /** Runs right before the task that was woken. */
    private void wakes() {
        waking--;
        while (available > 0 && !waiters.isEmpty()) {
            available--;
            handToFirst();
        }
    }

    /** Whether an acquire would wait now. */
    public boolean isLocked() {
        return available == 0 || waking > 0 || !waiters.isEmpty();
    }

    /** The permits that are free now. */
    public int available() {
        return available;
    }

    private Waiter enqueue() {
        binding.check();
        Waiter waiter = new Waiter();
        waiters.add(waiter);
        return waiter;
    }

    private final class Waiter extends Suspension<Permit> {
        Waiter() {
            onDone(done -> {
                if (!done.isCancelled()) {
                    wakes();
                }
            });
        }

        @Override
        protected void abort() {
            if (isCancelled()) {
                waiters.remove(this);
            } else {
                release();
            }
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
