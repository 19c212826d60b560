package dev.ikat;

import dev.ikat.loop.EventLoop;
import dev.ikat.loop.RunningLoop;
import dev.ikat.loop.SelectorLoop;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A loop for several runs, with options: {@code try (var runner = Runner.builder().build()) { runner.run(main()); }}. Used
 * by one thread. Closing it cancels the tasks that are left, runs them to their end, reports what they throw to the loop's
 * exception handler, as well as the errors of earlier tasks that nobody took, waits for the calls on other threads, and closes
 * the loop. What takes longer than five seconds is
 * reported too.
 *
 * <p><b>SIGINT</b> (Ctrl-C) cancels the main coroutine while {@link #run} is on, so that the program ends in order; when
 * that has ended it, the signal goes on, after {@link #close}, to the handler that was there before, which ends the JVM with
 * exit code 130. A second SIGINT goes there at once. Of several runners the first one to run has the signal; the JVM's option
 * -Xrs, and an image without the module jdk.unsupported, leave it as it is.
 */
public final class Runner implements AutoCloseable {
    private final EventLoop loop;
    private final boolean handleInterrupts;
    private final Duration threadsLimit;
    private final boolean debug;
    private boolean closed;

    /** That of whoever made the runner, shared by its runs. */
    private final Context context = Context.copy();

    /** What a run threw that ends the program; it comes again as it passes through those that awaited the failed task. */
    private @Nullable VirtualMachineError fatal;

    /** The SIGINT that ended the last run; it is passed on when the loop is closed. */
    private @Nullable Interrupts endedBy;

    private Runner(EventLoop loop, Builder options) {
        this.loop = loop;
        handleInterrupts = options.handleInterrupts;
        threadsLimit = options.threadsLimit;
        debug = options.debug;
        Duration slowCallback = options.slowCallback;
        if (debug || Debug.BY_PROPERTY) {
            loop.callSoon(() -> Kernel.current().setDebug(debug, slowCallback));
        }
        if (options.origins) {
            loop.callSoon(() -> Kernel.current().keepOrigins());
        }
        if (debug) {
            Debug.runnerOpens();
        }
        Executor executor = options.executor;
        if (executor != null) {
            loop.callSoon(() -> Kernel.current().threads().use(executor));
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
        private boolean origins;

        private boolean handleInterrupts = true;
        private @Nullable Executor executor;
        private Duration threadsLimit = Duration.ofMinutes(5);

        private Builder() {}

        /** What makes the loop; a {@link SelectorLoop} by default. */
        public Builder loopFactory(Supplier<? extends EventLoop> factory) {
            loopFactory = factory;
            return this;
        }

        /** Whether the first SIGINT cancels what {@link Runner#run} runs; so it is by default. */
        public Builder handleInterrupts(boolean handle) {
            handleInterrupts = handle;
            return this;
        }

        /**
         * Where {@link Ikat#toThread} runs its calls, and files theirs. {@link Runner#close} waits for them, but does not shut
         * the executor down. A {@link CallExecutor} tells the two apart.
         */
        public Builder executor(Executor given) {
            executor = Objects.requireNonNull(given, "executor");
            return this;
        }

        /**
         * How long {@link Runner#close} waits for the calls of {@link Ikat#toThread} that still run; then it interrupts them,
         * reports them, and leaves them behind on their daemon threads. Five minutes by default.
         */
        public Builder threadsLimit(Duration limit) {
            threadsLimit = Objects.requireNonNull(limit, "limit");
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
         * Whether tasks know where they were started ({@link Task#startedAt}) in debug mode only, which is the default, or
         * always, which costs each start a walk of the stack.
         */
        public Builder origins(boolean keep) {
            origins = keep;
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
            return new Runner(loopFactory.get(), this);
        }
    }

    /** Runs the coroutine as a task until it ends; returns its result or throws what it throws, the same instance. */
    public <T> T run(Coroutine<T> main) {
        requireNoLoop();
        Drive<T> drive = new Drive<>(loop, main, context);
        Interrupts interrupts =
                handleInterrupts ? Interrupts.own(cancel -> loop.callSoonThreadsafe(cancel), drive::cancel) : null;
        try {
            return drive.drive();
        } catch (VirtualMachineError error) {
            fatal = error;
            throw error;
        } catch (CancelledError error) {
            if (interrupts != null && interrupts.cancelled() && drive.uncancel() == 0) {
                endedBy = interrupts;
            }
            throw error;
        } finally {
            if (interrupts != null) {
                interrupts.end();
            }
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
            Closing closing = new Closing(loop, threadsLimit);
            try {
                loop.callSoon(closing);
                while (!closing.isOver()) {
                    runOn(); // again when a task has stopped it, or ended with the error that was thrown already
                }
                closing.reportUnseen();
            } finally {
                closing.disarm();
                loop.close();
                passOn();
            }
        }
        if (debug && !closed) {
            closed = true;
            Debug.runnerCloses();
        }
    }

    private void runOn() {
        try {
            loop.runForever();
        } catch (VirtualMachineError error) {
            if (error != fatal) {
                throw error;
            }
        }
    }

    private void passOn() {
        Interrupts interrupts = endedBy;
        endedBy = null;
        if (interrupts != null) {
            interrupts.passOn();
        }
    }

    /** Runs a loop until the awaitable is done; what {@link EventLoop#runUntilComplete} does. */
    public static <T> T drive(EventLoop loop, Awaitable<T> awaitable) {
        return drive(loop, awaitable, Context.copy());
    }

    private static <T> T drive(EventLoop loop, Awaitable<T> awaitable, Context context) {
        requireNoLoop();
        return new Drive<>(loop, awaitable, context).drive();
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

        T drive() {
            loop.callSoon(this);
            try {
                loop.runForever();
            } finally {
                over = true;
            }
            return outcome();
        }

        /** For the loop's thread. */
        boolean cancel() {
            return promise != null && promise.cancel("interrupted by SIGINT");
        }

        /** Takes back what {@link #cancel} asked for; how many cancellations are left. */
        int uncancel() {
            return promise instanceof Task<T> task ? task.uncancel() : 0;
        }

        private void stop() {
            if (!over) {
                loop.stop();
            }
        }

        private T outcome() {
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
}
