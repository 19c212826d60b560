package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** One suspend and resume through the ready queue, alone on the loop. An operation is one round. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class SuspendResume {
    protected static final int ROUNDS = 10_000;

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void baselineCallback(LoopState state) {
        state.drive(new Repost(state.loop, ROUNDS, state.loop::stop));
    }

    /** What the loop's checks, phases and error handling cost a callback. */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void callbackOnBareRing() {
        BareRing ring = new BareRing(256);
        ring.add(new BareRing.Repost(ring, ROUNDS));
        ring.runUntilEmpty();
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void stateMachine(LoopState state) {
        state.drive(new Machine(state.loop, new Machine.Spin(ROUNDS)));
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public int ikat(LoopState state) {
        return state.run(spin(ROUNDS));
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    @Fork(jvmArgsAppend = {VirtualThreads.ONE_CARRIER, VirtualThreads.ONE_CARRIER_AT_MOST})
    public void virtualThread() {
        VirtualThreads.run(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                Thread.yield();
            }
        });
    }

    @Async
    private static Coroutine<Integer> spin(int rounds) {
        for (int i = 0; i < rounds; i++) {
            await(yieldNow());
        }
        return done(rounds);
    }
}
