package dev.ikat.benchmarks;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.promise;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Promise;
import dev.ikat.Task;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Warmup;

/** Two tasks that take turns, by the ready queue or by a promise a turn. An operation is one switch. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class TwoTasks {
    protected static final int TURNS = 10_000;

    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    public void baselineCallbacks(LoopState state) {
        state.loop.callSoon(new Repost(state.loop, TURNS, () -> {}));
        state.drive(new Repost(state.loop, TURNS, state.loop::stop));
    }

    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    public void callbacksOnBareRing() {
        BareRing ring = new BareRing(256);
        ring.add(new BareRing.Repost(ring, TURNS));
        ring.add(new BareRing.Repost(ring, TURNS));
        ring.runUntilEmpty();
    }

    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    public void stateMachines(LoopState state) {
        state.loop.callSoon(new Machine(state.loop, new Machine.Spin(TURNS)));
        state.drive(new Machine(state.loop, new Machine.Spin(TURNS)));
    }

    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    public void ikat(LoopState state) {
        state.run(both());
    }

    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    public void ikatPromises(LoopState state) {
        state.run(bothByPromises());
    }

    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    @Fork(jvmArgsAppend = {VirtualThreads.ONE_CARRIER, VirtualThreads.ONE_CARRIER_AT_MOST})
    public void virtualThreads() {
        Thread first = VirtualThreads.start(TwoTasks::yieldInTurn);
        VirtualThreads.join(VirtualThreads.start(TwoTasks::yieldInTurn));
        VirtualThreads.join(first);
    }

    @Benchmark
    @OperationsPerInvocation(2 * TURNS)
    @Fork(jvmArgsAppend = {VirtualThreads.ONE_CARRIER, VirtualThreads.ONE_CARRIER_AT_MOST})
    public void virtualThreadsParking() {
        ParkingPair.run(TURNS);
    }

    @Async
    private static Coroutine<Void> both() {
        Task<Void> first = start(spin(TURNS));
        Task<Void> second = start(spin(TURNS));
        await(first);
        await(second);
        return done();
    }

    @Async
    private static Coroutine<Void> spin(int turns) {
        for (int i = 0; i < turns; i++) {
            await(yieldNow());
        }
        return done();
    }

    @Async
    private static Coroutine<Void> bothByPromises() {
        Side left = new Side();
        Side right = new Side();
        Task<Void> first = start(alternate(left, right));
        Task<Void> second = start(alternate(right, left));
        await(first);
        await(second);
        return done();
    }

    @Async
    private static Coroutine<Void> alternate(Side mine, Side other) {
        for (int i = 0; i < TURNS; i++) {
            mine.turn = promise();
            other.turn.complete(null);
            await(mine.turn);
        }
        other.turn.tryComplete(null);
        return done();
    }

    private static final class Side {
        Promise<Void> turn = promise();
    }

    private static void yieldInTurn() {
        for (int i = 0; i < TURNS; i++) {
            Thread.yield();
        }
    }
}
