package dev.ikat.comparisons;

import dev.ikat.benchmarks.AwaitCompleted;
import java.util.concurrent.CompletableFuture;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** The rows of AwaitCompleted beside those of peers, in one run. */
public class PeersAwaitCompleted extends AwaitCompleted {
    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public int kotlinx() {
        return Coroutines.completed(AWAITS);
    }

    @Benchmark
    @OperationsPerInvocation(AWAITS)
    public int completableFuture() {
        CompletableFuture<Integer> future = CompletableFuture.completedFuture(1);
        int sum = 1;
        for (int i = 0; i < AWAITS; i++) {
            sum = sum * 31 + future.join();
        }
        return sum;
    }
}
