package dev.ikat.comparisons;

import dev.ikat.benchmarks.SuspendResume;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** The rows of SuspendResume beside those of peers, in one run. */
public class PeersSuspendResume extends SuspendResume {
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public int kotlinx() {
        return Coroutines.spin(ROUNDS);
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    @Fork(jvmArgsAppend = JdkContinuation.EXPORTS)
    public void jdkContinuation() {
        Ring ring = new Ring();
        ring.execute(JdkContinuation.spinning(ring, 1, ROUNDS));
        ring.runUntilEmpty();
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void completableFuture() {
        Futures.spin(ROUNDS);
    }
}
