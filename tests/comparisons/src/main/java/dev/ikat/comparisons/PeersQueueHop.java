package dev.ikat.comparisons;

import dev.ikat.benchmarks.QueueHop;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** The rows of QueueHop beside those of peers, in one run. */
public class PeersQueueHop extends QueueHop {
    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    public void kotlinx() {
        Coroutines.hops(TURNS, this);
    }
}
