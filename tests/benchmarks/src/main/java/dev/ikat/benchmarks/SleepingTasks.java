package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.sleep;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Runner;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.Locale;

/**
 * What a million sleeping tasks retain, and a million timers with one callback: the live heap after collections, less
 * that of before. A task is one method that sleeps, with its timer. They start a thousand at a time, so that the ready
 * queue stays small.
 */
public final class SleepingTasks {
    private static final int COUNT = 1_000_000;
    private static final int AT_A_TIME = 1_000;
    private static final Duration LONG = Duration.ofHours(1);

    private SleepingTasks() {}

    public static void main(String[] arguments) {
        measure("a timer", timers());
        measure("a task asleep", tasks());
    }

    private static void measure(String what, Coroutine<Long> retained) {
        try (Runner runner = Runner.builder().build()) {
            double each = (double) runner.run(retained) / COUNT;
            System.out.printf(Locale.ROOT, "%s retains %.1f B%n", what, each);
        }
    }

    @Async
    private static Coroutine<Long> timers() {
        long before = liveBytes();
        Runnable nothing = () -> {};
        for (int i = 0; i < COUNT; i++) {
            Ikat.loop().callLater(LONG.plusNanos(i * 1_000L), nothing);
        }
        return done(liveBytes() - before);
    }

    @Async
    private static Coroutine<Long> tasks() {
        long before = liveBytes();
        for (int i = 0; i < COUNT; i++) {
            start(nap());
            if (i % AT_A_TIME == 0) {
                await(yieldNow());
            }
        }
        await(yieldNow());
        return done(liveBytes() - before);
    }

    @Async
    private static Coroutine<Void> nap() {
        await(sleep(LONG));
        return done();
    }

    private static long liveBytes() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, memory.getHeapMemoryUsage().getUsed());
        }
        return least;
    }
}
