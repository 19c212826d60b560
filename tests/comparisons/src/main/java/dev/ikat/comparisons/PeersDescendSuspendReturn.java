package dev.ikat.comparisons;

import dev.ikat.benchmarks.DescendSuspendReturn;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** The rows of DescendSuspendReturn beside those of peers, in one run. */
public class PeersDescendSuspendReturn extends DescendSuspendReturn {
    @Benchmark
    @OperationsPerInvocation(TIMES)
    public int kotlinx(Depth chain) {
        return Coroutines.descendAndReturn(chain.depth, TIMES);
    }
}
