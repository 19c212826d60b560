package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.gather;
import static dev.ikat.Ikat.sleep;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.sync.Lock;
import dev.ikat.sync.Permit;
import dev.ikat.testkit.Simulation;
import java.time.Duration;
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
 * A small program under test, a lock and three tasks that want it, about 20 turns: run on production's loop, which is opened and
 * closed for it, and tried in other orders. An operation is one run.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SimulatedTries {
    private static final int TRIES = 1_000;

    @Benchmark
    public void baselineRun() {
        Ikat.run(new Room().program(Duration.ZERO));
    }

    @Benchmark
    public void simulatedRun() {
        Simulation.run(() -> new Room().program(Duration.ofSeconds(1)));
    }

    @Benchmark
    @OperationsPerInvocation(TRIES)
    public void tries() {
        Simulation.explore(() -> new Room().program(Duration.ofSeconds(1)))
                .tries(TRIES)
                .run();
    }

    private static final class Room {
        private final Lock lock = new Lock();
        private int inside;

        @Async
        Coroutine<Void> program(Duration time) {
            await(gather(start(enter(time), "one"), start(enter(time), "two"), start(enter(time), "three")));
            return done();
        }

        @Async
        private Coroutine<Void> enter(Duration time) {
            await(yieldNow());
            try (Permit permit = await(lock.acquire())) {
                if (++inside > 1) {
                    throw new IllegalStateException("two are inside");
                }
                await(sleep(time));
                inside--;
            }
            await(yieldNow());
            return done();
        }
    }
}
