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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One suspend and resume in the innermost of a chain of calls. An operation is one round; going down and coming back
 * happen once in many rounds. Must not depend on the depth.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
public class ResumeDepth {
    protected static final int ROUNDS = 10_000;

    /** How many methods wait in a chain. */
    @State(Scope.Thread)
    public static class Depth {
        @Param({"1", "10", "100"})
        public int depth;
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void baselineCallback(LoopState state) {
        state.drive(new Repost(state.loop, ROUNDS, state.loop::stop));
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void stateMachine(LoopState state, Depth chain) {
        Machine.Frame root = new Chain();
        Machine machine = new Machine(state.loop, root);
        Machine.Frame leaf = new Machine.Spin(ROUNDS);
        machine.link(leaf);
        for (int i = 1; i < chain.depth; i++) {
            machine.link(i == chain.depth - 1 ? root : new Chain());
        }
        state.drive(machine);
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public int ikat(LoopState state, Depth chain) {
        return state.run(descend(chain.depth));
    }

    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    @Fork(jvmArgsAppend = {VirtualThreads.ONE_CARRIER, VirtualThreads.ONE_CARRIER_AT_MOST})
    public void virtualThread(Depth chain) {
        VirtualThreads.run(() -> descendInThread(chain.depth));
    }

    @Async
    private static Coroutine<Integer> descend(int depth) {
        if (depth > 1) {
            int below = await(descend(depth - 1));
            return done(below + 1);
        }
        for (int i = 0; i < ROUNDS; i++) {
            await(yieldNow());
        }
        return done(1);
    }

    private static int descendInThread(int depth) {
        if (depth > 1) {
            return descendInThread(depth - 1) + 1;
        }
        for (int i = 0; i < ROUNDS; i++) {
            Thread.yield();
        }
        return 1;
    }

    /** A frame that waits for the one below. */
    private static final class Chain extends Machine.Frame {
        @Override
        Object resume(Machine machine, Object value) {
            return value;
        }
    }
}
