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
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A call that may suspend and does not. An operation is one call; each needs the result of the one before. The box of an
 * {@code Integer} is 16 bytes; what the call itself allocates is the rest.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class CallWithoutSuspending {
    private static final int CALLS = 100_000;

    /** No number of the sequence; the call that gets it suspends. */
    private static final int WAIT = 0;

    /** Whether the method has suspended, often, before it is measured: a compiler's profile remembers. */
    @State(Scope.Thread)
    public static class Past {
        @Param({"false", "true"})
        boolean suspended;

        @Setup(Level.Iteration)
        public void suspend(LoopState state) {
            if (suspended) {
                state.run(suspendOften());
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(CALLS)
    public int baselinePlain() {
        int number = 1;
        for (int i = 0; i < CALLS; i++) {
            number = nextPlain(number);
        }
        return number;
    }

    /** A plain call that returns a box, which the JIT may see through. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public int plainBoxed() {
        int number = 1;
        for (int i = 0; i < CALLS; i++) {
            number = nextBoxed(number);
        }
        return number;
    }

    /** The called method has no await at all: {@code return done(…)}. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public int ikatDone(LoopState state) {
        return state.run(callDone());
    }

    /** The called method has an await that it does not reach. */
    @Benchmark
    @OperationsPerInvocation(CALLS)
    public int ikat(LoopState state, Past past) {
        return state.run(call());
    }

    private static int nextPlain(int number) {
        if (number == WAIT) {
            throw new IllegalStateException();
        }
        return shifted(number);
    }

    /** Marsaglia's xorshift: no compiler finds a shortcut from one number to the next but one. */
    private static int shifted(int number) {
        int once = number ^ (number << 13);
        int twice = once ^ (once >>> 17);
        return twice ^ (twice << 5);
    }

    private static Integer nextBoxed(int number) {
        return nextPlain(number);
    }

    @Async
    private static Coroutine<Integer> callDone() {
        int number = 1;
        for (int i = 0; i < CALLS; i++) {
            number = await(nextDone(number));
        }
        return done(number);
    }

    @Async
    private static Coroutine<Integer> nextDone(int number) {
        return done(nextPlain(number));
    }

    @Async
    private static Coroutine<Integer> call() {
        int number = 1;
        for (int i = 0; i < CALLS; i++) {
            number = await(next(number));
        }
        return done(number);
    }

    @Async
    private static Coroutine<Integer> next(int number) {
        if (number == WAIT) {
            await(yieldNow());
        }
        return done(shifted(number));
    }

    @Async
    private static Coroutine<Void> suspendOften() {
        for (int i = 0; i < 20_000; i++) {
            await(next(WAIT));
        }
        return done();
    }
}
