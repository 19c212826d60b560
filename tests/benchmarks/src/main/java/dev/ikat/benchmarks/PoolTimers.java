package dev.ikat.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A pool of one thread that takes out what is cancelled. Its time is the machine's: the million are an hour farther
 * away, and a batch to be fired is due when its thread is let go.
 */
public class PoolTimers extends MillionTimers {
    private static final long FAR_NANOS = TimeUnit.HOURS.toNanos(1);

    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
    private CountDownLatch gate = new CountDownLatch(0);
    private CountDownLatch fired = new CountDownLatch(0);

    @Override
    public void open() {
        pool.setRemoveOnCancelPolicy(true);
        super.open();
    }

    @Override
    final Object insert(long delayNanos) {
        return pool.schedule(() -> {}, FAR_NANOS + delayNanos, TimeUnit.NANOSECONDS);
    }

    @Override
    final void cancel(Object handle) {
        ((Future<?>) handle).cancel(false);
    }

    /** Inserts a batch that is due within a millisecond, and keeps the pool's thread from it. */
    final void holdBatch() throws InterruptedException {
        CountDownLatch entered = new CountDownLatch(1);
        gate = new CountDownLatch(1);
        fired = new CountDownLatch(BATCH);
        CountDownLatch gate = this.gate;
        CountDownLatch fired = this.fired;
        pool.execute(() -> {
            entered.countDown();
            await(gate);
        });
        entered.await();
        for (long delay : delays) {
            pool.schedule(fired::countDown, delay / 60_000, TimeUnit.NANOSECONDS);
        }
        Thread.sleep(2); // set-up, not measured: the delays pass, and all timers are due
    }

    @Override
    final void fireBatch() {
        gate.countDown();
        await(fired);
    }

    @Override
    final void run(Runnable body) {
        body.run();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @TearDown
    public void close() {
        pool.shutdownNow();
    }
}
