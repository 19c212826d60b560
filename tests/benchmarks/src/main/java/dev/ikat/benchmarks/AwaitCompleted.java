package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.promise;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Promise;
import dev.ikat.Task;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.CompilerControl;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** An await of what is done already. An operation is one await. Allocates nothing. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class AwaitCompleted {
    protected static final int AWAITS = 100_000;

    /** A field in place of the promise, with the check that it is set. */
    @State(Scope.Thread)
    public static class Cell {
        Object value = 1;

        int get() {
            if (value == this) {
                throw new IllegalStateException();
            }
            return (Integer) value;
        }
    }

    /** A cell that may have no value yet: by hand what an await of something that is done is at its best where others wait. */
    @State(Scope.Thread)
    public static class CellOnceUnset {
        static final Object UNSET = new Object();

        Object value = UNSET;

        int get() {
            Object value = this.value;
            return (Integer) (value == UNSET ? settle() : value);
        }

        @CompilerControl(CompilerControl.Mode.DONT_INLINE)
        private Object settle() {
            value = 1;
            return value;
        }
    }

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public int baselineCell(Cell cell) {
        int sum = 1;
        for (int i = 0; i < AWAITS; i++) {
            sum = sum * 31 + cell.get();
        }
        return sum;
    }

    /** The first look of each run finds nothing, as an await that waits: what follows is compiled with a call in the loop. */
    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public int cellOnceUnset(CellOnceUnset cell) {
        cell.value = CellOnceUnset.UNSET;
        int sum = cell.get();
        for (int i = 0; i < AWAITS; i++) {
            sum = sum * 31 + cell.get();
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public int ikatPromise(LoopState state) {
        return state.run(awaitPromise());
    }

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public int ikatTask(LoopState state) {
        return state.run(awaitTask());
    }

    /** The first of the awaits suspends, so that the others belong to a loop that was entered in its middle. */
    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public int ikatTaskInResumedLoop(LoopState state) {
        return state.run(suspendInLoop());
    }

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public int ikatCompletedCoroutine(LoopState state) {
        return state.run(awaitCoroutine(Coroutine.of(1)));
    }

    @Async
    private static Coroutine<Integer> awaitPromise() {
        Promise<Integer> promise = promise();
        promise.complete(1);
        int sum = 1;
        for (int i = 0; i < AWAITS; i++) {
            sum = sum * 31 + await(promise);
        }
        return done(sum);
    }

    @Async
    private static Coroutine<Integer> awaitTask() {
        Task<Integer> task = Task.of(1);
        int sum = await(task);
        for (int i = 0; i < AWAITS; i++) {
            sum = sum * 31 + await(task);
        }
        return done(sum);
    }

    @Async
    private static Coroutine<Integer> suspendInLoop() {
        Task<Integer> task = Task.of(1);
        int sum = 1;
        for (int i = 0; i < AWAITS; i++) {
            sum = sum * 31 + await(task);
        }
        return done(sum);
    }

    @Async
    private static Coroutine<Integer> awaitCoroutine(Coroutine<Integer> completed) {
        int sum = 1;
        for (int i = 0; i < AWAITS; i++) {
            sum = sum * 31 + await(completed);
        }
        return done(sum);
    }
}
