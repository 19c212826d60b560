package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.LoopGroup;
import dev.ikat.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Two loops at a time beside one. An operation is a switch: loops that share nothing take the same processor time for it as
 * one does, and by the clock half, where there are two cores.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class LoopPerCore {
    private static final int LOOPS = 2;
    private static final int TASKS = 100;
    private static final int ROUNDS = 10_000;

    /** The loops. Their threads are daemons and end with the JVM of the trial: {@link CpuTime} asks them after the last iteration. */
    @State(Scope.Thread)
    public static class Group {
        LoopGroup loops;

        @Setup
        public void open() {
            loops = LoopGroup.open(LOOPS);
        }
    }

    /** A thread that work is handed to, a daemon too. */
    @State(Scope.Thread)
    public static class Worker {
        ExecutorService thread;

        @Setup
        public void open() {
            thread = Executors.newSingleThreadExecutor(body -> {
                Thread daemon = new Thread(body);
                daemon.setDaemon(true);
                return daemon;
            });
        }
    }

    @Benchmark
    @OperationsPerInvocation(TASKS * ROUNDS)
    public void baselineOneLoop(Group group) {
        group.loops.submit(0, () -> takeTurns()).join();
    }

    @Benchmark
    @OperationsPerInvocation(LOOPS * TASKS * ROUNDS)
    public void aLoopPerCore(Group group) {
        group.loops.broadcast(() -> takeTurns()).forEach(CompletableFuture::join);
    }

    @Async
    private static Coroutine<Void> takeTurns() {
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < TASKS; i++) {
            tasks.add(start(turns()));
        }
        for (Task<Void> task : tasks) {
            await(task);
        }
        return done();
    }

    @Async
    private static Coroutine<Void> turns() {
        for (int i = 0; i < ROUNDS; i++) {
            await(yieldNow());
        }
        return done();
    }
}
