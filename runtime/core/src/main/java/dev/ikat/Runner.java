package dev.ikat;

import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.RunningLoop;
import dev.ikat.loop.SelectorLoop;
import dev.ikat.loop.StackSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A loop for several runs, with options: {@code try (var runner = Runner.builder().build()) { runner.run(main()); }}. Used
 * by one thread. Closing it cancels the tasks that are left, runs them to their end, reports what they throw to the loop's
 * exception handler, as well as the errors of earlier tasks that nobody took, and closes the loop.
 */
public final class Runner implements AutoCloseable {
    private final EventLoop loop;
    private final boolean debug;
    private boolean closed;

    /** That of whoever made the runner, shared by its runs. */
    private final Context context = Context.copy();

    /** What a run threw that ends the program; it comes again as it passes through those that awaited the failed task. */
    private @Nullable VirtualMachineError fatal;

    private Runner(EventLoop loop, boolean debug, Duration slowCallback) {
        this.loop = loop;
        this.debug = debug;
        if (debug || Debug.BY_PROPERTY) {
            loop.callSoon(() -> Kernel.current().setDebug(debug, slowCallback));
        }
        if (debug) {
            Debug.runnerOpens();
        }
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The options of a runner. */
    public static final class Builder {
        private Supplier<? extends EventLoop> loopFactory = SelectorLoop::new;
        private boolean debug = Debug.BY_PROPERTY;
        private Duration slowCallback = Debug.SLOW_CALLBACK;

        private Builder() {}

        /** What makes the loop; a {@link SelectorLoop} by default. */
        public Builder loopFactory(Supplier<? extends EventLoop> factory) {
            loopFactory = factory;
            return this;
        }

        /**
         * Whether to look for what programs forget, and report it to the loop's exception handler: coroutines that are never
         * awaited, callbacks and steps of tasks that block the loop, tasks that still run when the runner closes. Tasks
         * then know where they were started. By default what {@code -Dikat.debug} says, and that is off.
         */
        public Builder debug(boolean on) {
            debug = on;
            return this;
        }

        /**
         * In debug mode, how long a callback or a step of a task may take before it is reported; 100 ms by default.
         *
         * @throws IllegalArgumentException for zero or less
         */
        public Builder slowCallback(Duration limit) {
            if (limit.isZero() || limit.isNegative()) {
                throw new IllegalArgumentException("slowCallback(" + limit + "): every callback would be slow; use more"
                        + " than zero, or debug(false)");
            }
            slowCallback = limit;
            return this;
        }

        /**
         * Makes the runner and its loop.
         *
         * @throws IllegalStateException when a loop runs on this thread
         */
        public Runner build() {
            requireNoLoop();
            return new Runner(loopFactory.get(), debug, slowCallback);
        }
    }

    /** Runs the coroutine as a task until it ends; returns its result or throws what it throws, the same instance. */
    public <T> T run(Coroutine<T> main) {
        try {
            return drive(loop, main, context);
        } catch (VirtualMachineError error) {
            fatal = error;
            throw error;
        }
    }

    public EventLoop loop() {
        return loop;
    }

    /** Whether it is in debug mode. */
    public boolean isDebug() {
        return debug;
    }

    @Override
    public void close() {
        if (!loop.isClosed()) {
            requireNoLoop();
            CancelAll last = new CancelAll(loop);
            try {
                loop.callSoon(last);
                while (!runToTheEnd()) {
                    // a task ended with the error that was thrown already
                }
                last.close();
            } finally {
                loop.close();
            }
        }
        if (debug && !closed) {
            closed = true;
            Debug.runnerCloses();
        }
    }

    private boolean runToTheEnd() {
        try {
            loop.runForever();
            return true;
        } catch (VirtualMachineError error) {
            if (error != fatal) {
                throw error;
            }
            return false;
        }
    }

    /** Runs a loop until the awaitable is done; what {@link EventLoop#runUntilComplete} does. */
    public static <T> T drive(EventLoop loop, Awaitable<T> awaitable) {
        return drive(loop, awaitable, Context.copy());
    }

    private static <T> T drive(EventLoop loop, Awaitable<T> awaitable, Context context) {
        requireNoLoop();
        Drive<T> drive = new Drive<>(loop, awaitable, context);
        loop.callSoon(drive);
        try {
            loop.runForever();
        } finally {
            drive.over = true;
        }
        return drive.outcome();
    }

    private static void requireNoLoop() {
        if (RunningLoop.current() != null) {
            throw new IllegalStateException("a loop already runs on this thread, and another cannot run inside it:"
                    + " await the coroutine instead of running it, or start(…) it");
        }
    }

    /** Starts the awaitable on the running loop and stops the loop when it is done. */
    private static final class Drive<T> implements Runnable {
        private final EventLoop loop;
        private final Awaitable<T> awaitable;
        private final Context context;
        private @Nullable Promise<T> promise;
        private @Nullable Throwable failure;

        /** Nobody waits any more: what it started must not stop a later run of the loop. */
        private boolean over;

        Drive(EventLoop loop, Awaitable<T> awaitable, Context context) {
            this.loop = loop;
            this.awaitable = awaitable;
            this.context = context;
        }

        @Override
        public void run() {
            if (over) {
                return;
            }
            try {
                Promise<T> started =
                        awaitable instanceof Promise<T> given ? given : Ikat.start(awaitable.coroutine(), context);
                promise = started;
                started.onDone(done -> stop());
            } catch (Throwable error) {
                failure = error;
                loop.stop();
            }
        }

        private void stop() {
            if (!over) {
                loop.stop();
            }
        }

        T outcome() {
            if (failure != null) {
                throw Sneaky.raise(failure);
            }
            if (promise == null || !promise.isDone()) {
                throw new IllegalStateException("the loop was stopped before what it ran was done: " + promise);
            }
            try {
                return promise.result();
            } catch (Throwable error) {
                AsyncTrace.leftRun(error);
                throw error;
            }
        }
    }

    /** Cancels every task, again and again until none is left: one that ends may have started others. */
    private static final class CancelAll implements Runnable {
        private final EventLoop loop;
        private int pending;
        private @Nullable Kernel kernel;

        CancelAll(EventLoop loop) {
            this.loop = loop;
        }

        @Override
        public void run() {
            boolean first = kernel == null;
            Kernel current = Kernel.current();
            kernel = current;
            List<Task<?>> tasks = current.tasks();
            if (first && current.isDebug()) {
                tasks.forEach(this::reportLeft);
            }
            pending = tasks.size();
            if (tasks.isEmpty()) {
                loop.stop();
            }
            for (Task<?> task : tasks) {
                task.cancel("the loop is being closed");
                task.addCallback((Consumer<Promise<?>>) this::ended);
            }
        }

        private void ended(Promise<?> task) {
            if (task.failedUnclaimed()) {
                task.markSeen();
                loop.callExceptionHandler(
                        new ErrorContext("a task failed while the loop was being closed", task.failure(), task));
            }
            if (--pending == 0) {
                run();
            }
        }

        private void reportLeft(Task<?> task) {
            StackSnapshot waits = new StackSnapshot("it waits here", task.stack());
            waits.initCause(new StackSnapshot("it was started here", task.startedAt()));
            loop.callExceptionHandler(new ErrorContext(
                    "task " + task.name() + " was still running when its runner closed, and is cancelled",
                    waits,
                    task));
        }

        /** For loops of a program's own, which may not say that they close. */
        void close() {
            if (kernel != null) {
                kernel.close();
            }
        }
    }
}
