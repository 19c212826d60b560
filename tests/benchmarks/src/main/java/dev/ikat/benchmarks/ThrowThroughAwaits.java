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

/**
 * An exception goes up through methods that have waited, with one trace of all of them. An operation is the way down, the
 * wait and the way up. The baseline throws through plain calls and looks at its trace once; {@code ikatReturns} goes the same
 * way without a throw; {@code ikatWithoutTraces} has {@code -Dikat.traces=false}.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ThrowThroughAwaits {
    private static final int TIMES = 100;

    /** How many methods it goes through. */
    @State(Scope.Thread)
    public static class Depth {
        @Param({"1", "10", "100"})
        int depth;
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public int baselinePlainCalls(Depth chain) {
        int lines = 0;
        for (int i = 0; i < TIMES; i++) {
            try {
                throwPlainly(chain.depth);
            } catch (IllegalStateException error) {
                lines += error.getStackTrace().length;
            }
        }
        return lines;
    }

    private static void throwPlainly(int depth) {
        if (depth > 1) {
            throwPlainly(depth - 1);
        }
        throw new IllegalStateException("thrown");
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public int ikat(LoopState state, Depth chain) {
        return state.run(repeat(chain.depth, true));
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    @Fork(jvmArgsAppend = "-Dikat.traces=false")
    public int ikatWithoutTraces(LoopState state, Depth chain) {
        return state.run(repeat(chain.depth, true));
    }

    @Benchmark
    @OperationsPerInvocation(TIMES)
    public int ikatReturns(LoopState state, Depth chain) {
        return state.run(repeat(chain.depth, false));
    }

    @Async
    private static Coroutine<Integer> repeat(int depth, boolean fails) {
        int caught = 0;
        for (int i = 0; i < TIMES; i++) {
            try {
                await(descend(depth, fails));
            } catch (IllegalStateException error) {
                caught++;
            }
        }
        return done(caught);
    }

    @Async
    private static Coroutine<Void> descend(int depth, boolean fails) {
        if (depth > 1) {
            await(descend(depth - 1, fails));
        } else {
            await(yieldNow());
            if (fails) {
                throw new IllegalStateException("thrown");
            }
        }
        return done();
    }
}
