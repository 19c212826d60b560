package dev.ikat.comparisons;

import dev.ikat.benchmarks.StartJoin;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** The rows of StartJoin beside those of peers, in one run. */
public class PeersStartJoin extends StartJoin {
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int kotlinx() {
        return Coroutines.startJoin(TASKS);
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    @Fork(jvmArgsAppend = JdkContinuation.EXPORTS)
    public int jdkContinuation() {
        Ring ring = new Ring();
        int[] sum = new int[1];
        for (int i = 0; i < TASKS; i++) {
            ring.execute(new JdkContinuation(() -> sum[0]++));
            ring.runUntilEmpty();
        }
        return sum[0];
    }

    @Benchmark
    @OperationsPerInvocation(TASKS)
    public int completableFuture() {
        return Futures.startJoin(TASKS);
    }
}
