package dev.ikat.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Inserting one while a million wait. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(MillionTimers.BATCH)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TimerInsert {
    /** Of the loop. */
    public static class Loop extends LoopTimers {
        @TearDown(Level.Invocation)
        public void restore() {
            chooseBatch();
            cancelBatch();
        }
    }

    /** Of the pool. */
    public static class Pool extends PoolTimers {
        @TearDown(Level.Invocation)
        public void restore() {
            chooseBatch();
            cancelBatch();
        }
    }

    @Benchmark
    public void baselineThreadPool(Pool timers) {
        timers.insertBatch();
    }

    @Benchmark
    public void ikat(Loop timers) {
        timers.insertBatch();
    }
}
