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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.Warmup;

/** Cancelling one of a million that wait: any, not the one just inserted. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(MillionTimers.BATCH)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TimerCancel {
    /** Of the loop. */
    public static class Loop extends LoopTimers {
        @Setup(Level.Invocation)
        public void choose() {
            insertBatch();
            chooseBatch();
        }
    }

    /** Of the pool. */
    public static class Pool extends PoolTimers {
        @Setup(Level.Invocation)
        public void choose() {
            insertBatch();
            chooseBatch();
        }
    }

    @Benchmark
    public void baselineThreadPool(Pool timers) {
        timers.cancelBatch();
    }

    @Benchmark
    public void ikat(Loop timers) {
        timers.cancelBatch();
    }
}
