package dev.ikat.benchmarks;

import dev.ikat.Coroutine;
import dev.ikat.Runner;
import dev.ikat.loop.EventLoop;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A default loop that is kept for the trial, so that a row measures switches and not the making of selectors. */
@State(Scope.Thread)
public class LoopState {
    EventLoop loop;
    private Runner runner;

    @Setup
    public void open() {
        runner = Runner.builder().build();
        loop = runner.loop();
    }

    @TearDown
    public void close() {
        runner.close();
    }

    <T> T run(Coroutine<T> main) {
        return runner.run(main);
    }

    /** Runs callbacks, beginning with this one, until one of them stops the loop. */
    void drive(Runnable first) {
        loop.callSoon(first);
        loop.runForever();
    }

    /** As {@link #drive}, until the machine's root has ended. */
    void drive(Machine machine) {
        machine.whenEnded(loop::stop);
        drive((Runnable) machine);
    }
}
