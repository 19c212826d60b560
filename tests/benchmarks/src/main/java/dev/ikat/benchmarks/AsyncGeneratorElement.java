package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.each;
import static dev.ikat.Ikat.emit;
import static dev.ikat.Ikat.end;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.AsyncGenerator;
import dev.ikat.Coroutine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** An element of an asynchronous generator: there at once, and waited for. An operation is one element. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class AsyncGeneratorElement {
    private static final int ELEMENTS = 10_000;

    /** The wait alone, without a generator. */
    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public int baselineYield(LoopState state) {
        return state.run(yields());
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public int ikatAtOnce(LoopState state) {
        return state.run(sum(atOnce()));
    }

    @Benchmark
    @OperationsPerInvocation(ELEMENTS)
    public int ikatWaiting(LoopState state) {
        return state.run(sum(waiting()));
    }

    @Async
    private static Coroutine<Integer> yields() {
        int sum = 0;
        for (int i = 0; i < ELEMENTS; i++) {
            await(yieldNow());
            sum += "x".length();
        }
        return done(sum);
    }

    @Async
    private static Coroutine<Integer> sum(AsyncGenerator<String> generator) {
        int sum = 0;
        for (String each : each(generator)) {
            sum += each.length();
        }
        return done(sum);
    }

    @Async
    private static AsyncGenerator<String> atOnce() {
        for (int i = 0; i < ELEMENTS; i++) {
            emit("x");
        }
        return end();
    }

    @Async
    private static AsyncGenerator<String> waiting() {
        for (int i = 0; i < ELEMENTS; i++) {
            await(yieldNow());
            emit("x");
        }
        return end();
    }
}
