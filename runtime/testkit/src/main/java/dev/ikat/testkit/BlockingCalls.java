package dev.ikat.testkit;

import dev.ikat.CallExecutor;
import dev.ikat.Ikat;
import dev.ikat.Promise;
import dev.ikat.Task;
import dev.ikat.loop.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The calls that a program makes on other threads in production: those of {@code toThread} and of {@code AsyncFiles}. A simulation has one
 * thread, and makes them there, between two callbacks, after the simulated time that this says they take; at first none. What
 * they do is real: files are those of the system.
 *
 * <pre>{@code
 * Simulation.current().calls().filesTake(ofMillis(1), ofMillis(50)).filesMayFail();
 * }</pre>
 */
public final class BlockingCalls {
    private final SplittableRandom random;
    private Range calls = new Range(0, 0);
    private Range files = new Range(0, 0);
    private boolean filesMayFail;

    /** Of nanoseconds; both may be drawn. */
    private record Range(long least, long most) {
        static Range of(Duration least, Duration most) {
            if (least.isNegative() || most.compareTo(least) < 0) {
                throw new IllegalArgumentException("from " + least + " to " + most
                        + " is no range of time that a call can take: write the shorter one first, zero or more");
            }
            return new Range(least.toNanos(), most.toNanos());
        }
    }

    BlockingCalls(long seed) {
        random = new SplittableRandom(seed);
    }

    /** How long the calls of {@code toThread} take that begin from now on: each its own time, which depends on the seed. */
    public BlockingCalls take(Duration least, Duration most) {
        calls = Range.of(least, most);
        return this;
    }

    /** How long the operations on files take that begin from now on: each its own time, which depends on the seed. */
    public BlockingCalls filesTake(Duration least, Duration most) {
        files = Range.of(least, most);
        return this;
    }

    /**
     * From now on operations on files fail with an {@link IOException}, and do nothing, where the scenario has a fault: each asks
     * {@link Simulation#fault}.
     */
    public BlockingCalls filesMayFail() {
        filesMayFail = true;
        return this;
    }

    /** Where the calls of a loop run: on its own thread. */
    OnLoop on(EventLoop loop) {
        return new OnLoop(loop);
    }

    /** For the loop's thread. */
    final class OnLoop implements CallExecutor {
        private final EventLoop loop;

        /** Those that wait for their time. */
        private final Set<Runnable> waiting = new LinkedHashSet<>();

        private OnLoop(EventLoop loop) {
            this.loop = loop;
        }

        @Override
        public void execute(Runnable call) {
            run(call, calls);
        }

        @Override
        public void executeOfFile(Runnable call) {
            run(call, files);
        }

        @Override
        public <T> Callable<T> ofFile(Callable<T> call) {
            if (!filesMayFail) {
                return call;
            }
            Task<?> task = Ikat.currentTask();
            return () -> {
                failPerhaps(task);
                return call.call();
            };
        }

        private void run(Runnable call, Range range) {
            if (range.most == 0) {
                loop.callSoon(call);
                return;
            }
            waiting.add(call);
            Duration time = Duration.ofNanos(random.nextLong(range.least, range.most + 1));
            loop.callLater(time, () -> {
                waiting.remove(call);
                call.run();
            });
        }

        int timers() {
            return waiting.size();
        }

        /** Those that wait and that nobody has cancelled. */
        long running() {
            long running = 0;
            for (Runnable call : waiting) {
                running += call instanceof Promise<?> result && result.isDone() ? 0 : 1;
            }
            return running;
        }
    }

    private static void failPerhaps(@Nullable Task<?> task) throws IOException {
        String who = task == null ? "" : " of " + task.name();
        if (Simulation.fault("a file operation" + who)) {
            throw new IOException("the simulated disk failed an operation" + who
                    + ", as BlockingCalls.filesMayFail() and the scenario have it");
        }
    }
}
