package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Goes down a chain of calls, suspends once at the bottom, comes back. An operation is the whole of that. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class DescendSuspendReturn {
    protected static final int TIMES = 1_000;

    /** How many methods there are on the way down. */
    @State(Scope.Thread)
    public static class Depth {
        @Param({"1", "10", "100"})
        public int depth;
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public void baselineStateMachine(LoopState state, Depth chain) {
        state.drive(new Machine(state.loop, new Repeated(chain.depth)));
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public int ikat(LoopState state, Depth chain) {
        return state.run(repeat(chain.depth));
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    @Fork(jvmArgsAppend = {VirtualThreads.ONE_CARRIER, VirtualThreads.ONE_CARRIER_AT_MOST})
    public void virtualThread(Depth chain) {
        VirtualThreads.run(() -> {
            for (int i = 0; i < TIMES; i++) {
                descendInThread(chain.depth);
            }
        });
    }

    @Async
    private static Coroutine<Integer> repeat(int depth) {
        int sum = 0;
        for (int i = 0; i < TIMES; i++) {
            sum += await(descend(depth));
        }
        return done(sum);
    }

    @Async
    private static Coroutine<Integer> descend(int depth) {
        int below = 0;
        if (depth > 1) {
            below = await(descend(depth - 1));
        } else {
            await(yieldNow());
        }
        return done(below + 1);
    }

    private static int descendInThread(int depth) {
        int below = 0;
        if (depth > 1) {
            below = descendInThread(depth - 1);
        } else {
            Thread.yield();
        }
        return below + 1;
    }

    /** {@code repeat}, written by hand. */
    private static final class Repeated extends Machine.Frame {
        private final int depth;
        private int i;
        private int sum;

        Repeated(int depth) {
            this.depth = depth;
        }

        @Override
        Object resume(Machine machine, Object value) {
            if (label == 1) {
                sum += (Integer) value;
                i++;
            }
            if (i < TIMES) {
                label = 1;
                Descent.begin(machine, depth);
                machine.link(this);
                return Machine.SUSPENDED;
            }
            return sum;
        }
    }

    /** {@code descend}, written by hand: the first run in JVM locals, a frame only when it suspends. */
    private static final class Descent extends Machine.Frame {
        static Object begin(Machine machine, int depth) {
            Object below = depth > 1 ? begin(machine, depth - 1) : machine.yieldNow();
            if (below == Machine.SUSPENDED) {
                Descent frame = new Descent();
                frame.label = depth > 1 ? 1 : 2;
                machine.link(frame);
                return Machine.SUSPENDED;
            }
            return (Integer) below + 1;
        }

        @Override
        Object resume(Machine machine, Object value) {
            int below = label == 1 ? (Integer) value : 0;
            return below + 1;
        }
    }
}
