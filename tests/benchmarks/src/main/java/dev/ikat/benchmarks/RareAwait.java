package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
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

/** A loop over an array with an await that is hardly ever reached. An operation is one element. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class RareAwait {
    /** A run costs two microseconds beside the loop, a twentieth of it: so the baseline has one too. */
    private static final int LENGTH = 100_000;

    private final int[] numbers = new int[LENGTH];

    @Setup
    public void fill() {
        for (int i = 0; i < LENGTH; i++) {
            numbers[i] = i;
        }
    }

    /** Whether the await is reached: never, or at one element of all. */
    @State(Scope.Thread)
    public static class Waits {
        @Param({"never", "once"})
        String waits;

        @Setup
        public void choose(RareAwait row) {
            row.numbers[LENGTH / 2] = waits.equals("once") ? -1 : 1;
        }
    }

    @Benchmark
    @OperationsPerInvocation(LENGTH)
    public int baselinePlain(LoopState state) {
        return state.run(plain(numbers));
    }

    @Async
    private static Coroutine<Integer> plain(int[] numbers) {
        return done(plainSum(numbers));
    }

    private static int plainSum(int[] numbers) {
        int sum = 0;
        for (int number : numbers) {
            if (number < 0) {
                beside();
            }
            sum += number;
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(LENGTH)
    public int ikat(LoopState state, Waits waits) {
        return state.run(sum(numbers));
    }

    @Async
    private static Coroutine<Integer> sum(int[] numbers) {
        int sum = 0;
        for (int number : numbers) {
            if (number < 0) {
                await(yieldNow());
            }
            sum += number;
        }
        return done(sum);
    }

    @CompilerControl(CompilerControl.Mode.DONT_INLINE)
    private static void beside() {}
}
