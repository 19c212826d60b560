package dev.ikat.benchmarks.growth;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.loop;
import static dev.ikat.Ikat.promise;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Promise;
import dev.ikat.loop.TimerHandle;
import java.time.Duration;

/** Of the loop alone. */
final class LoopRows {
    private static final long SPREAD_NANOS = 60_000_000_000L;

    private LoopRows() {}

    @Async
    static Coroutine<Void> callbacks(int amount, Watch watch) {
        Runnable nothing = () -> {};
        for (int i = 0; i < amount; i++) {
            loop().callSoon(nothing);
        }
        await(yieldNow());
        return done();
    }

    @Async
    static Coroutine<Void> inbox(int amount, Watch watch) {
        Runnable nothing = () -> {};
        for (int i = 0; i < amount; i++) {
            loop().callSoonThreadsafe(nothing);
        }
        await(yieldNow());
        await(yieldNow());
        return done();
    }

    /** Spread over a minute, so that with more of them they stand closer. */
    @Async
    static Coroutine<Void> timersFired(int amount, Watch watch) {
        Promise<Object> last = promise();
        int[] left = {amount};
        Runnable fired = () -> {
            if (--left[0] == 0) {
                last.complete(null);
            }
        };
        long now = loop().nanoTime();
        for (int i = 0; i < amount; i++) {
            loop().callAt(now + scattered(i), fired);
        }
        await(last);
        return done();
    }

    @Async
    static Coroutine<Void> timersCancelled(int amount, Watch watch) {
        TimerHandle[] handles = new TimerHandle[amount];
        Runnable nothing = () -> {};
        for (int i = 0; i < amount; i++) {
            handles[i] = loop().callLater(Duration.ofNanos(scattered(i)), nothing);
        }
        for (TimerHandle each : handles) {
            each.cancel();
        }
        return done();
    }

    /** The same in every run, in no order. */
    static long scattered(int i) {
        return Math.floorMod(i * 0x9E3779B97F4A7C15L, SPREAD_NANOS);
    }
}
