package dev.ikat.comparisons;

import dev.ikat.benchmarks.SimulatedTimers;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** The rows of SimulatedTimers beside {@code runTest} of kotlinx-coroutines-test. An operation is one sleep, or one turn. */
public class KotlinTimers extends SimulatedTimers {
    @Benchmark
    @OperationsPerInvocation(TASKS * SLEEPS)
    public void kotlin() {
        VirtualTime.sleeps(TASKS, SLEEPS);
    }

    @Benchmark
    @OperationsPerInvocation(TASKS * SLEEPS)
    public void kotlinTurns() {
        VirtualTime.turns(TASKS, SLEEPS);
    }
}
