package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.gather;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.sync.Lock;
import dev.ikat.sync.Permit;
import dev.ikat.sync.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A lock that is always free: taken, something done under it, given back. An operation is all of that. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class UncontendedLock {
    private static final int TIMES = 100_000;

    /** What the program did before: did tasks ever wait for a lock? */
    @State(Scope.Thread)
    public static class Past {
        @Param({"false", "true"})
        boolean contended;

        @Setup
        public void contend() {
            if (contended) {
                Lock lock = new Lock();
                Ikat.run(both(inTurns(lock), inTurns(lock)));
            }
        }
    }

    /** A field in place of the lock, with the check that it is free, and what is done under it. */
    @State(Scope.Thread)
    public static class Guarded {
        final Lock lock = new Lock();
        final Semaphore semaphore = new Semaphore(1);
        private boolean locked;
        private int value = 1;

        void enter() {
            if (locked) {
                throw new IllegalStateException();
            }
            locked = true;
        }

        void leave() {
            locked = false;
        }

        void work(int i) {
            value = value * 31 + i;
        }
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public int baselineField(Guarded guarded) {
        for (int i = 0; i < TIMES; i++) {
            guarded.enter();
            guarded.work(i);
            guarded.leave();
        }
        return guarded.value;
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public int ikatLock(LoopState state, Guarded guarded, Past past) {
        return state.run(permits(guarded));
    }

    /** Without the permit. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public int ikatLockByHand(LoopState state, Guarded guarded) {
        return state.run(byHand(guarded));
    }

    /** The task has waited before, so that its loop was entered in the middle. */
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public int ikatLockInResumedLoop(LoopState state, Guarded guarded) {
        return state.run(resumed(guarded));
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public int ikatSemaphore(LoopState state, Guarded guarded) {
        return state.run(semaphore(guarded));
    }

    @Async
    private static Coroutine<Integer> permits(Guarded guarded) {
        for (int i = 0; i < TIMES; i++) {
            try (Permit permit = await(guarded.lock.acquire())) {
                guarded.work(i);
            }
        }
        return done(guarded.value);
    }

    @Async
    private static Coroutine<Void> both(Coroutine<Void> first, Coroutine<Void> second) {
        await(gather(first, second));
        return done();
    }

    @Async
    private static Coroutine<Void> inTurns(Lock lock) {
        for (int i = 0; i < TIMES; i++) {
            try (Permit permit = await(lock.acquire())) {
                await(yieldNow());
            }
        }
        return done();
    }

    @Async
    private static Coroutine<Integer> byHand(Guarded guarded) {
        for (int i = 0; i < TIMES; i++) {
            await(guarded.lock.acquire());
            guarded.work(i);
            guarded.lock.release();
        }
        return done(guarded.value);
    }

    @Async
    private static Coroutine<Integer> resumed(Guarded guarded) {
        for (int i = 0; i < TIMES; i++) {
            try (Permit permit = await(guarded.lock.acquire())) {
                if (i == 0) {
                    await(yieldNow());
                }
                guarded.work(i);
            }
        }
        return done(guarded.value);
    }

    @Async
    private static Coroutine<Integer> semaphore(Guarded guarded) {
        for (int i = 0; i < TIMES; i++) {
            try (Permit permit = await(guarded.semaphore.acquire())) {
                guarded.work(i);
            }
        }
        return done(guarded.value);
    }
}
