package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * 10,000 tasks that take turns: more than the caches nearest to the core hold. An operation is one switch. They live as
 * long as the trial; an invocation lets each of them run a number of times.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class TenThousandTasks {
    private static final int TASKS = 10_000;
    private static final int ROUNDS = 10;
    private static final int THREAD_ROUNDS = 100;

    /** A loop whose ready queue the row fills. */
    public static class Crowd extends LoopState {
        boolean leaving;

        /** Runs everything that is ready, that many times. */
        void run(int rounds) {
            drive(new Repost(loop, rounds - 1, loop::stop));
        }

        @Override
        public void close() {
            leaving = true;
            run(2);
            super.close();
        }
    }

    /** Callbacks. */
    @State(Scope.Thread)
    public static class Callbacks extends Crowd {
        @Override
        public void open() {
            super.open();
            for (int i = 0; i < TASKS; i++) {
                loop.callSoon(new Turn(this));
            }
        }
    }

    /** Machines written by hand. */
    @State(Scope.Thread)
    public static class Machines extends Crowd {
        @Override
        public void open() {
            super.open();
            for (int i = 0; i < TASKS; i++) {
                loop.callSoon(new Machine(loop, new Turning(this)));
            }
        }
    }

    /** Tasks. */
    @State(Scope.Thread)
    public static class Tasks extends Crowd {
        @Override
        public void open() {
            super.open();
            run(startAll(this));
        }
    }

    /** Callbacks in a queue without a loop. */
    @State(Scope.Thread)
    public static class Bare {
        final BareRing ring = new BareRing(16_384);

        @Setup
        public void open() {
            for (int i = 0; i < TASKS; i++) {
                ring.add(new BareRing.Repost(ring, Integer.MAX_VALUE));
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(TASKS * ROUNDS)
    public void baselineCallbacks(Callbacks state) {
        state.run(ROUNDS);
    }

    @Benchmark
    @OperationsPerInvocation(TASKS * ROUNDS)
    public void callbacksOnBareRing(Bare state) {
        state.ring.run(TASKS * ROUNDS);
    }

    @Benchmark
    @OperationsPerInvocation(TASKS * ROUNDS)
    public void stateMachines(Machines state) {
        state.run(ROUNDS);
    }

    @Benchmark
    @OperationsPerInvocation(TASKS * ROUNDS)
    public void ikat(Tasks state) {
        state.run(ROUNDS);
    }

    /** Starts them anew, which is a few hundredths of the time. */
    @Benchmark
    @OperationsPerInvocation(TASKS * THREAD_ROUNDS)
    @Fork(jvmArgsAppend = {VirtualThreads.ONE_CARRIER, VirtualThreads.ONE_CARRIER_AT_MOST})
    public void virtualThreads() {
        Thread[] threads = new Thread[TASKS];
        VirtualThreads.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                threads[i] = VirtualThreads.start(TenThousandTasks::yieldInTurn);
            }
            for (Thread thread : threads) {
                VirtualThreads.join(thread);
            }
        });
    }

    @Async
    private static Coroutine<Void> startAll(Crowd crowd) {
        for (int i = 0; i < TASKS; i++) {
            start(turn(crowd));
        }
        return done();
    }

    @Async
    private static Coroutine<Void> turn(Crowd crowd) {
        while (!crowd.leaving) {
            await(yieldNow());
        }
        return done();
    }

    private static void yieldInTurn() {
        for (int i = 0; i < THREAD_ROUNDS; i++) {
            Thread.yield();
        }
    }

    private record Turn(Crowd crowd) implements Runnable {
        @Override
        public void run() {
            if (!crowd.leaving) {
                crowd.loop.callSoon(this);
            }
        }
    }

    private static final class Turning extends Machine.Frame {
        private final Crowd crowd;

        Turning(Crowd crowd) {
            this.crowd = crowd;
        }

        @Override
        Object resume(Machine machine, Object value) {
            if (crowd.leaving) {
                return null;
            }
            label = 1;
            machine.yieldNow();
            machine.link(this);
            return Machine.SUSPENDED;
        }
    }
}
