package dev.ikat;

import dev.ikat.loop.SystemSignal;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * SIGINT while a runner runs: the first one cancels the main task, each further one goes to the handler that was there
 * before. One runner of the process has it at a time.
 *
 * <pre>
 * WATCHING --first SIGINT--> ASKED --on the loop: main was pending--> CANCELLED
 *    |                         |                                          |
 *    '----------end------------+----------------end-----------------------+--> ENDED: SIGINT is as before
 *                              '- main had ended: the signal is passed on
 * </pre>
 *
 * <p>Signals arrive on threads of the JVM's, so the state is guarded by this object's monitor, which is not held while
 * anything else is called. Source: {@code asyncio.Runner._on_sigint}.
 */
final class Interrupts {
    private static final AtomicReference<@Nullable Interrupts> OWNER = new AtomicReference<>();

    /** Enough for the JVM's handler to begin the shutdown, which does not return; hooks may join the runner's thread. */
    private static final long SHUTDOWN_MILLIS = 1000;

    private enum State {
        WATCHING,
        ASKED,
        CANCELLED,
        ENDED
    }

    private final Executor loop;
    private final BooleanSupplier cancelMain;
    private final SystemSignal signal;
    private final Object handler;
    private final Object previous;
    private State state = State.WATCHING;

    /** Outlives the end. */
    private boolean cancelled;

    private Interrupts(Executor loop, BooleanSupplier cancelMain) throws Throwable {
        this.loop = loop;
        this.cancelMain = cancelMain;
        signal = new SystemSignal("INT");
        handler = SystemSignal.handler(this::arrive);
        previous = signal.handle(handler);
    }

    /**
     * Takes SIGINT until {@link #end}; null when another runner has it, or it cannot be had.
     *
     * @param loop runs on the loop's thread what comes from any thread
     * @param cancelMain answers whether there was something to cancel; on the loop's thread
     */
    static @Nullable Interrupts own(Executor loop, BooleanSupplier cancelMain) {
        if (OWNER.get() != null) {
            return null;
        }
        try {
            synchronized (OWNER) {
                if (OWNER.get() != null) {
                    return null;
                }
                Interrupts owner = new Interrupts(loop, cancelMain);
                OWNER.set(owner);
                return owner;
            }
        } catch (Throwable unavailable) {
            return without(unavailable);
        }
    }

    /** No module jdk.unsupported, or -Xrs: a program runs without, as it would in an image without signals. */
    private static @Nullable Interrupts without(Throwable reason) {
        if (Kernel.isFatal(reason)) {
            throw Sneaky.raise(reason);
        }
        return null;
    }

    /** A SIGINT, on a thread of the JVM's. */
    private void arrive() {
        boolean first;
        synchronized (this) {
            first = state == State.WATCHING;
            if (first) {
                state = State.ASKED;
            }
        }
        if (!first) {
            pass();
            return;
        }
        try {
            loop.execute(this::cancel);
        } catch (IllegalStateException closed) {
            assert hasEnded() : "the loop is closed after the end, which then passed the signal on";
        }
    }

    private void cancel() {
        if (!hasEnded() && cancelMain.getAsBoolean()) {
            synchronized (this) {
                cancelled = true;
                state = State.CANCELLED;
            }
        }
    }

    private synchronized boolean hasEnded() {
        return state == State.ENDED;
    }

    /** Whether a SIGINT has cancelled the main task. */
    synchronized boolean cancelled() {
        return cancelled;
    }

    /** Gives SIGINT back, unless somebody has taken it meanwhile. By the thread that runs the loop, after its run. */
    void end() {
        boolean unheard;
        synchronized (this) {
            unheard = state == State.ASKED;
            state = State.ENDED;
        }
        restore();
        OWNER.compareAndSet(this, null);
        if (unheard) {
            passOn();
        }
    }

    private void restore() {
        try {
            signal.restore(previous, handler);
        } catch (Throwable error) {
            throw Sneaky.raise(error);
        }
    }

    /** Calls the handler before this one, on a thread as the JVM would, and gives it the time to begin a shutdown. */
    void passOn() {
        Thread thread = new Thread(this::pass, "SIGINT handler");
        thread.setDaemon(true);
        thread.start();
        try {
            thread.join(SHUTDOWN_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void pass() {
        try {
            signal.passTo(previous);
        } catch (Throwable error) {
            throw Sneaky.raise(error);
        }
    }
}
