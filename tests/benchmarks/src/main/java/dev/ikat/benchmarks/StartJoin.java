package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.start;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.loop.EventLoop;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Starts a task that ends in its first step, and awaits it. An operation is one task. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class StartJoin {
    protected static final int TASKS = 10_000;

    /** A callback that is posted, leaves a result, and posts who waits for it. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int baselineCallback(LoopState state) {
        Parent parent = new Parent(state.loop);
        state.drive((Runnable) parent);
        return parent.sum;
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void stateMachine(LoopState state) {
        state.drive(new Machine(state.loop, new Joining(state.loop)));
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int ikat(LoopState state) {
        return state.run(startAll());
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    @Fork(jvmArgsAppend = {VirtualThreads.ONE_CARRIER, VirtualThreads.ONE_CARRIER_AT_MOST})
    public void virtualThread() {
        VirtualThreads.run(() -> {
            for (int i = 0; i < TASKS; i++) {
                VirtualThreads.run(() -> {});
            }
        });
    }

    @Async
    private static Coroutine<Integer> startAll() {
        int sum = 0;
        for (int i = 0; i < TASKS; i++) {
            sum += await(start(one()));
        }
        return done(sum);
    }

    @Async
    private static Coroutine<Integer> one() {
        return done(1);
    }

    private static final class Parent implements Runnable {
        private final EventLoop loop;
        private int left = TASKS;
        private int sum;
        private Child child;

        Parent(EventLoop loop) {
            this.loop = loop;
        }

        @Override
        public void run() {
            if (child != null) {
                sum += child.result;
            }
            if (left-- > 0) {
                child = new Child(loop, this);
                loop.callSoon(child);
            } else {
                loop.stop();
            }
        }
    }

    private static final class Child implements Runnable {
        private final EventLoop loop;
        private final Runnable waiting;
        private int result;

        Child(EventLoop loop, Runnable waiting) {
            this.loop = loop;
            this.waiting = waiting;
        }

        @Override
        public void run() {
            result = 1;
            loop.callSoon(waiting);
        }
    }

    /** {@code startAll}, written by hand. */
    private static final class Joining extends Machine.Frame {
        private final EventLoop loop;
        private int left = TASKS;

        Joining(EventLoop loop) {
            this.loop = loop;
        }

        @Override
        Object resume(Machine machine, Object value) {
            if (left-- > 0) {
                Machine child = new Machine(loop, new One());
                loop.callSoon(child);
                label = 1;
                machine.join(child);
                machine.link(this);
                return Machine.SUSPENDED;
            }
            return null;
        }
    }

    private static final class One extends Machine.Frame {
        @Override
        Object resume(Machine machine, Object value) {
            return 1;
        }
    }
}
