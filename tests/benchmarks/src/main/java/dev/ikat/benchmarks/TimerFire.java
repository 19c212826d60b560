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

/** Firing the first of a million that wait, from the loop's waking up to the callback's return. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@OperationsPerInvocation(MillionTimers.BATCH)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class TimerFire {
    /** Of the loop. */
    public static class Loop extends LoopTimers {
        @Setup(Level.Invocation)
        public void refill() {
            insertBatch();
        }
    }

    /** Of a loop that wakes a millisecond late, so that several are due at a time. */
    public static class LateLoop extends Loop {
        @Override
        public void open() {
            lateBy(1_000_000);
            super.open();
        }
    }

    /** Of the pool. */
    public static class Pool extends PoolTimers {
        @Setup(Level.Invocation)
        public void hold() throws InterruptedException {
            holdBatch();
        }
    }

    @Benchmark
    public void baselineThreadPool(Pool timers) {
        timers.fireBatch();
    }

    @Benchmark
    public void ikatOneByOne(Loop timers) {
        timers.fireBatch();
    }

    @Benchmark
    public void ikatEachMillisecond(LateLoop timers) {
        timers.fireBatch();
    }
}
