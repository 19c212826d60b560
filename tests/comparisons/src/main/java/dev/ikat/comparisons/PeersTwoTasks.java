package dev.ikat.comparisons;

import dev.ikat.benchmarks.TwoTasks;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** The rows of TwoTasks beside those of peers, in one run. */
public class PeersTwoTasks extends TwoTasks {
    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    public void kotlinx() {
        Coroutines.twoTasks(TURNS);
    }

    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    @Fork(jvmArgsAppend = JdkContinuation.EXPORTS)
    public void jdkContinuation() {
        Ring ring = new Ring();
        ring.execute(JdkContinuation.spinning(ring, 1, TURNS));
        ring.execute(JdkContinuation.spinning(ring, 1, TURNS));
        ring.runUntilEmpty();
    }

    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    public void completableFuture() {
        Futures.twice(TURNS);
    }
}
