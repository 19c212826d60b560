package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.gather;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.testkit.Simulation;
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

/** Ten tasks that give way to each other: on production's loop, and in a simulation. An operation is one turn. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SimulatedSteps {
    private static final int TASKS = 10;
    private static final int TURNS = 1_000;
    private static final int RUNS = 10;

    @Benchmark
    @OperationsPerInvocation(TASKS * TURNS)
    public void baselineLoop() {
        Ikat.run(ring());
    }

    @Benchmark
    @OperationsPerInvocation(TASKS * TURNS)
    public void simulated() {
        Simulation.run(SimulatedSteps::ring);
    }

    /** The first of the runs is in production's order. */
    @Benchmark
    @OperationsPerInvocation(RUNS * TASKS * TURNS)
    public void simulatedInRandomOrder() {
        Simulation.explore(SimulatedSteps::ring).tries(RUNS).run();
    }

    @Async
    private static Coroutine<Void> ring() {
        List<Coroutine<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            tasks.add(spin());
        }
        await(gather(tasks));
        return done();
    }

    @Async
    private static Coroutine<Void> spin() {
        for (int i = 0; i < TURNS; i++) {
            await(yieldNow());
        }
        return done();
    }
}
