package dev.ikat.comparisons;

import dev.ikat.benchmarks.ResumeDepth;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** The rows of ResumeDepth beside those of peers, in one run. */
public class PeersResumeDepth extends ResumeDepth {
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public int kotlinx(Depth chain) {
        return Coroutines.spinBelow(chain.depth, ROUNDS);
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    @Fork(jvmArgsAppend = JdkContinuation.EXPORTS)
    public void jdkContinuation(Depth chain) {
        Ring ring = new Ring();
        ring.execute(JdkContinuation.spinning(ring, chain.depth, ROUNDS));
        ring.runUntilEmpty();
    }
}
