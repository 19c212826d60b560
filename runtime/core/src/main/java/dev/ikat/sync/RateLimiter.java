package dev.ikat.sync;

import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.LoopBinding;
import dev.ikat.StateMachine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets so many through in a time, a leaky bucket: each acquire pours its amount in, what is in leaks out evenly, and who
 * finds no room waits for it. So a burst of the whole capacity passes at once, and in the long run no more than the
 * rate. First come, first served: a small amount does not overtake a large one that waits. Used on one loop's thread.
 *
 * <p>Only the first in line has a timer, which is its task's own sleep: cancelled with the task, which then has acquired
 * nothing. Source: the leaky bucket as a meter, as in aiolimiter.
 */
public final class RateLimiter {
    private static final double NANOS_PER_SECOND = 1e9;

    /** Sums of fractions may miss the mark by less than this. */
    private static final double ROUNDING_NANOS = 1e-3;

    private final LoopBinding binding = new LoopBinding("rate limiter");
    private final Semaphore turn = new Semaphore(1);
    private final double permits;
    private final double leakPerNano;

    /** What is in the bucket, as of {@code measuredAtNanos}; never more than the permits. */
    private double level;

    private long measuredAtNanos;

    /**
     * So many permits in that time.
     *
     * @param permits the rate, and the greatest burst; need not be whole
     * @throws IllegalArgumentException unless both are positive and finite
     */
    public RateLimiter(double permits, Duration per) {
        if (!(permits > 0) || Double.isInfinite(permits)) {
            throw new IllegalArgumentException(
                    "a rate limiter cannot let " + permits + " permits through; use a positive number");
        }
        if (per.isZero() || per.isNegative()) {
            throw new IllegalArgumentException("a rate limiter needs a time above zero, not " + per);
        }
        this.permits = permits;
        this.leakPerNano = permits / (per.getSeconds() * NANOS_PER_SECOND + per.getNano());
    }

    /** Acquires one; see {@link #acquire(double)}. */
    public Coroutine<Void> acquire() {
        return acquire(1);
    }

    /**
     * Waits until so much fits in, and pours it in. Nothing happens before the coroutine is awaited.
     *
     * @throws IllegalArgumentException for an amount that is not positive, or above the permits and would never fit; at
     *     once
     */
    public Coroutine<Void> acquire(double amount) {
        requireFitting(amount);
        return new Acquiring(amount);
    }

    /** Acquires so much if it fits in now and nobody waits; answers whether it did. */
    public boolean tryAcquire(double amount) {
        requireFitting(amount);
        boolean free = !turn.isLocked() && nanosUntilRoomFor(amount) == 0;
        if (free) {
            level += amount;
        }
        return free;
    }

    private void requireFitting(double amount) {
        if (!(amount > 0 && amount <= permits)) {
            throw new IllegalArgumentException("cannot acquire " + amount + " of a rate limiter of " + permits
                    + " permits; an amount is above zero, and no more than all of them");
        }
    }

    /** Lets leak what has leaked since the last time; zero when there is room now. */
    private long nanosUntilRoomFor(double amount) {
        long now = binding.nanoTime();
        level = Math.max(0, level - (now - measuredAtNanos) * leakPerNano);
        measuredAtNanos = now;
        double nanos = Math.ceil((level + amount - permits) / leakPerNano - ROUNDING_NANOS);
        return nanos <= 0 ? 0 : (long) nanos;
    }

    /** Waits for its turn, then for room. */
    private final class Acquiring extends StateMachine<Void> {
        private final double amount;
        private @Nullable Permit first;
        private boolean asked;

        Acquiring(double amount) {
            this.amount = amount;
        }

        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        protected Void step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            if (!asked) {
                asked = true;
                binding.check();
                return await(turn.acquire());
            }
            first = first == null && value != null ? (Permit) value : first;
            if (error != null) {
                leaveLine();
                throw error;
            }
            long nanos = nanosUntilRoomFor(amount);
            if (nanos > 0) {
                return await(Ikat.sleep(Duration.ofNanos(nanos)));
            }
            level = Math.min(permits, level + amount);
            leaveLine();
            return null;
        }

        private void leaveLine() {
            if (first != null) {
                first.close();
            }
        }
    }
}
