package dev.ikat.loop;

import dev.ikat.Awaitable;
import dev.ikat.Runner;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Runs callbacks, one at a time, on the one thread that is in {@link #runForever()}. {@link SelectorLoop} is the
 * default; a program may bring its own.
 *
 * <p><b>Threads.</b> While the loop runs, only its thread may call it. From others go {@link #callSoonThreadsafe},
 * {@link #execute}, {@link #callExceptionHandler}, {@link #isRunning}, {@link #isClosed} and {@link #nanoTime}. While
 * it does not run, any one thread may set it up, and must hand it over safely to the thread that runs it.
 *
 * <p><b>Errors.</b> A call from the wrong thread or to a closed loop throws {@link IllegalStateException}. What a
 * callback throws goes to the exception handler and the loop goes on; only fatal errors ({@link VirtualMachineError}
 * except {@link StackOverflowError}) leave {@link #runForever()}.
 *
 * <p><b>A loop of one's own</b> keeps one {@link RunningLoop} for its life, and is between {@link RunningLoop#enter()}
 * and {@link RunningLoop#exit()} while it runs: so the layer above finds it. It calls {@link RunningLoop#close()} as it
 * closes.
 *
 * <p>Source: asyncio's {@code AbstractEventLoop}, the part that schedules.
 */
public interface EventLoop extends Executor, AutoCloseable {
    /** Runs the callback in the next iteration, after those that came before it. */
    void callSoon(Runnable callback);

    /** Runs the callback after the delay: at once for zero or less, never for one that nanoseconds cannot hold. */
    TimerHandle callLater(Duration delay, Runnable callback);

    /**
     * Runs the callback at a time of {@link #nanoTime()}; one that is past is due at once. Callbacks run in the order
     * of their times, those of the same time in the order of the calls. Past and future are told by the difference to
     * now, as for {@link System#nanoTime()}.
     */
    TimerHandle callAt(long nanos, Runnable callback);

    /**
     * As {@link #callSoon}, from any thread, and wakes the loop. Calls of one thread run in their order. What is left
     * when the loop closes does not run.
     */
    void callSoonThreadsafe(Runnable callback);

    /** {@link #callSoon} on the loop's own thread, {@link #callSoonThreadsafe} on others. */
    @Override
    default void execute(Runnable callback) {
        RunningLoop running = RunningLoop.current();
        if (running != null && running.loop() == this) {
            callSoon(callback);
        } else {
            callSoonThreadsafe(callback);
        }
    }

    /**
     * Runs the loop until the awaitable is done.
     *
     * @return its result; its error is thrown as it is
     * @throws IllegalStateException when this loop or another one runs on this thread already
     */
    default <T> T runUntilComplete(Awaitable<T> awaitable) {
        return Runner.drive(this, awaitable);
    }

    /**
     * Runs the loop on this thread until {@link #stop()}.
     *
     * @throws IllegalStateException when this loop runs already, or another one runs on this thread
     */
    void runForever();

    /** Ends {@link #runForever()} after this iteration; before the loop runs: after its first, which does not wait. */
    void stop();

    /**
     * Drops what has not run and frees what the loop holds. A second call does nothing.
     *
     * @throws IllegalStateException while the loop runs
     */
    @Override
    void close();

    /** Whether a thread is in {@link #runForever()}. */
    boolean isRunning();

    /** Whether the loop was closed. */
    boolean isClosed();

    /** The loop's time in nanoseconds; only differences mean anything. Works on a closed loop too. */
    long nanoTime();

    /** Sets what takes the errors of callbacks; null for the default, which logs. */
    void setExceptionHandler(@Nullable ExceptionHandler handler);

    /**
     * Reports each callback that blocks the loop for so long to the exception handler, while it blocks and when it has
     * ended; null for no such reports, which is the default. A loop may do without.
     *
     * @throws IllegalArgumentException for a limit of zero or less
     */
    default void setSlowCallback(@Nullable Duration limit) {}

    /**
     * Reports an error to the loop's exception handler, on the calling thread. Never throws what a handler throws,
     * fatal errors excepted. Works on a closed loop too.
     */
    void callExceptionHandler(ErrorContext context);
}
