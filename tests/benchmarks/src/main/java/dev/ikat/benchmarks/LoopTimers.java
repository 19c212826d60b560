package dev.ikat.benchmarks;

import dev.ikat.loop.SelectorLoop;
import dev.ikat.loop.TimerHandle;
import org.openjdk.jmh.annotations.TearDown;

/** The loop's timers, in a time that passes only where the loop would wait. */
public class LoopTimers extends MillionTimers {
    private final VirtualPoller poller = new VirtualPoller();
    private final SelectorLoop loop = new SelectorLoop(() -> poller.nowNanos, poller);
    private final Runnable callback = this::fired;
    private int left;

    /** How much later than asked for the loop wakes each time. */
    final void lateBy(long nanos) {
        poller.lateNanos = nanos;
    }

    @Override
    final Object insert(long delayNanos) {
        return loop.callAt(poller.nowNanos + delayNanos, callback);
    }

    @Override
    final void cancel(Object handle) {
        ((TimerHandle) handle).cancel();
    }

    @Override
    final void fireBatch() {
        left = BATCH;
        loop.runForever();
    }

    private void fired() {
        if (--left == 0) {
            loop.stop();
        }
    }

    @Override
    final void run(Runnable body) {
        loop.callSoon(body);
        loop.stop();
        loop.runForever();
    }

    @TearDown
    public void close() {
        loop.close();
    }
}
