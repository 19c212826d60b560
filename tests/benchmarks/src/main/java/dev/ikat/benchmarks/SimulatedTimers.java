package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.gather;
import static dev.ikat.Ikat.sleep;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.testkit.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** A thousand tasks that sleep a hundred times each, in simulated time. An operation is one sleep; that of the baseline is a turn. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SimulatedTimers {
    /** How many sleep. */
    public static final int TASKS = 1_000;

    /** How often each does. */
    public static final int SLEEPS = 100;

    @Benchmark
    @OperationsPerInvocation(TASKS * SLEEPS)
    public void baselineTurns() {
        Simulation.run(() -> all(false));
    }

    @Benchmark
    @OperationsPerInvocation(TASKS * SLEEPS)
    public void simulated() {
        Simulation.run(() -> all(true));
    }

    @Async
    private static Coroutine<Void> all(boolean sleep) {
        List<Coroutine<Void>> tasks = new ArrayList<>();
        for (int i = 1; i <= TASKS; i++) {
            tasks.add(sleep ? sleeper(i) : spin());
        }
        await(gather(tasks));
        return done();
    }

    @Async
    private static Coroutine<Void> sleeper(int number) {
        for (int i = 0; i < SLEEPS; i++) {
            await(sleep(Duration.ofMillis(1_000 + number)));
        }
        return done();
    }

    @Async
    private static Coroutine<Void> spin() {
        for (int i = 0; i < SLEEPS; i++) {
            await(yieldNow());
        }
        return done();
    }
}
