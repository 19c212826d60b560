package dev.ikat.benchmarks;

import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * 1,000,000 timers that wait, with delays spread evenly over a minute, and 100,000 more: the batch of an invocation. One
 * callback serves all, so that what a program's own callbacks cost in cache misses is not in the rows.
 *
 * <p>What brings the number back to a million runs between invocations. So the clock's figure counts in these rows, not
 * the processor's, which includes that.
 */
@State(Scope.Thread)
public abstract class MillionTimers {
    static final int BATCH = 100_000;
    static final int ALIVE = 1_000_000;
    private static final long SPREAD_NANOS = 60_000_000_000L;

    private final SplittableRandom random = new SplittableRandom(1);
    private final Object[] handles = new Object[ALIVE + BATCH];

    /** Of the next batch, the same ones for each invocation. */
    final long[] delays = new long[BATCH];

    /** Inserts and returns the handle. */
    abstract Object insert(long delayNanos);

    abstract void cancel(Object handle);

    /** Lets time pass until a batch has fired. */
    abstract void fireBatch();

    /** Runs it where the timers belong. */
    abstract void run(Runnable body);

    @Setup
    public void open() {
        run(() -> {
            for (int i = 0; i < ALIVE; i++) {
                handles[i] = insert(random.nextLong(SPREAD_NANOS));
            }
        });
        for (int i = 0; i < BATCH; i++) {
            delays[i] = random.nextLong(SPREAD_NANOS);
        }
    }

    final void insertBatch() {
        run(() -> {
            for (int i = 0; i < BATCH; i++) {
                handles[ALIVE + i] = insert(delays[i]);
            }
        });
    }

    /** Swaps each of the batch with any other, so that the batch is a sample of all. */
    final void chooseBatch() {
        for (int i = ALIVE; i < ALIVE + BATCH; i++) {
            int other = random.nextInt(i + 1);
            Object chosen = handles[other];
            handles[other] = handles[i];
            handles[i] = chosen;
        }
    }

    final void cancelBatch() {
        run(() -> {
            for (int i = ALIVE; i < ALIVE + BATCH; i++) {
                cancel(handles[i]);
            }
        });
    }
}
