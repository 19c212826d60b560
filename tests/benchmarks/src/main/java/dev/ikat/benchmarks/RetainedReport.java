package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.promise;
import static dev.ikat.Ikat.sleep;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Promise;
import dev.ikat.Runner;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * What one of a million retains that waits: the live heap after collections, less that of before, whoever waits and what is
 * waited for together. Tasks start a thousand at a time, so that the ready queue stays small. Virtual threads are a hundred
 * thousand, parked.
 */
public final class RetainedReport {
    private static final int COUNT = 1_000_000;
    private static final int THREADS = 100_000;
    private static final int AT_A_TIME = 1_000;
    private static final Duration LONG = Duration.ofHours(1);

    private RetainedReport() {}

    public static void main(String[] arguments) {
        System.out.printf(
                Locale.ROOT,
                "%nJDK %s, %s%n%n| what waits | retained, B |%n|---|---:|%n",
                Runtime.version(),
                collector());
        report("a timer with one callback", run(timers()), COUNT);
        report("a task asleep, with its timer", run(asleep()), COUNT);
        report("a task that awaits a promise of its own, depth 1", run(waiting(1)), COUNT);
        report("the same, depth 5", run(waiting(5)), COUNT);
        report("a CompletableFuture that waits for another", futures(1), COUNT);
        report("the same, depth 5", futures(5), COUNT);
        if (VirtualThreads.AVAILABLE) {
            report("a virtual thread, parked, depth 1", threads(1), THREADS);
            report("the same, depth 5", threads(5), THREADS);
        }
    }

    private static void report(String what, long bytes, int count) {
        System.out.printf(Locale.ROOT, "| %s | %.1f |%n", what, (double) bytes / count);
    }

    private static long run(Coroutine<Long> retained) {
        try (Runner runner = Runner.builder().build()) {
            return runner.run(retained);
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
    private static Coroutine<Long> asleep() {
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

    @Async
    private static Coroutine<Long> waiting(int depth) {
        long before = liveBytes();
        for (int i = 0; i < COUNT; i++) {
            start(descend(depth));
            if (i % AT_A_TIME == 0) {
                await(yieldNow());
            }
        }
        await(yieldNow());
        return done(liveBytes() - before);
    }

    @Async
    private static Coroutine<Void> descend(int depth) {
        if (depth > 1) {
            await(descend(depth - 1));
        } else {
            Promise<Void> never = promise();
            await(never);
        }
        return done();
    }

    private static long futures(int depth) {
        List<CompletableFuture<?>> all = new ArrayList<>(COUNT);
        long before = liveBytes();
        for (int i = 0; i < COUNT; i++) {
            CompletableFuture<?> innermost = new CompletableFuture<>();
            CompletableFuture<?> outer = innermost;
            for (int level = 0; level < depth; level++) {
                outer = outer.thenApply(value -> value);
            }
            all.add(innermost);
        }
        long retained = liveBytes() - before;
        all.forEach(each -> each.cancel(false));
        return retained;
    }

    private static long threads(int depth) {
        long before = liveBytes();
        CountDownLatch parked = new CountDownLatch(THREADS);
        List<Thread> all = new ArrayList<>(THREADS);
        for (int i = 0; i < THREADS; i++) {
            all.add(VirtualThreads.start(() -> park(depth, parked)));
        }
        try {
            parked.await();
        } catch (InterruptedException error) {
            throw new IllegalStateException(error);
        }
        long retained = liveBytes() - before;
        all.forEach(Thread::interrupt);
        all.forEach(VirtualThreads::join);
        return retained;
    }

    private static void park(int depth, CountDownLatch parked) {
        if (depth > 1) {
            park(depth - 1, parked);
        } else {
            parked.countDown();
            while (!Thread.currentThread().isInterrupted()) {
                LockSupport.park();
            }
        }
    }

    private static String collector() {
        return ManagementFactory.getGarbageCollectorMXBeans().get(0).getName();
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
