package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.LoopGroup;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A piece of work handed to another thread, and its result back, one after the other: what the inboxes and the waking of two
 * threads cost. An operation is there and back.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class LoopHandOver {
    private static final int TURNS = 1_000;

    /** From a thread to a pool of one. */
    @Benchmark
    @OperationsPerInvocation(TURNS)
    public void baselineThreads(LoopPerCore.Worker worker) {
        for (int i = 0; i < TURNS; i++) {
            CompletableFuture.supplyAsync(() -> "", worker.thread).join();
        }
    }

    /** From a task of one loop to another loop. */
    @Benchmark
    @OperationsPerInvocation(TURNS)
    public void ikat(LoopPerCore.Group group) {
        group.loops.submit(0, () -> ask(group.loops)).join();
    }

    @Async
    private static Coroutine<Void> ask(LoopGroup loops) {
        for (int i = 0; i < TURNS; i++) {
            await(loops.submit(1, () -> done("")));
        }
        return done();
    }
}
