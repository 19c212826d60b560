package dev.ikat;

import dev.ikat.loop.ErrorContext;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The one way to wait, for whoever writes a primitive (a lock, a timer, a socket): a promise that one task awaits, with
 * what to do when that task is cancelled instead. Made and used on the thread of the running loop.
 */
public abstract class Suspension<T> extends Promise<T> {
    /**
     * Binds to the loop that runs on this thread.
     *
     * @throws IllegalStateException when none does
     */
    protected Suspension() {
        super(Kernel.current());
    }

    /**
     * As {@link #Suspension()}, for a primitive that has its binding; this is cheaper.
     *
     * @throws IllegalStateException as {@link LoopBinding#check}
     */
    protected Suspension(LoopBinding binding) {
        super(binding.kernel());
    }

    /**
     * The waiting task was cancelled. When {@link #isCancelled()}, nothing was delivered: withdraw the request. Otherwise
     * the value came first but the task will never see it: give it back. Called once, on the loop's thread. What it throws
     * goes to the loop's exception handler, and the task is cancelled all the same.
     */
    protected abstract void abort();

    /**
     * The waiting task goes on, here and now: what its await returns, or throws. Called once, on the loop's thread, and
     * instead of {@link #abort()}: so what must not be lost is best taken here, and the value be no more than a wake-up.
     *
     * @param value what this was completed with
     */
    protected T resume(T value) {
        return value;
    }

    /** A promise that is completed after that time; cancelling it stops the timer. For who waits for several things. */
    protected static Promise<Void> timer(Duration duration) {
        return new Sleep(duration);
    }

    /**
     * As {@link Ikat#toThread}, never on a virtual thread: for calls that block where the JDK holds on to the carrier, as
     * opening a file does.
     */
    protected static <T> Promise<T> toPlatformThread(Callable<T> call) {
        return Kernel.current().threads().startOnPlatform(call);
    }

    /** An await by the task that runs, whose loop this was made on. */
    final @Nullable Object awaitHere() throws Throwable {
        return await((Strand<?>) Objects.requireNonNull(kernel.currentTask()));
    }

    @Override
    final @Nullable Object deliver() throws Throwable {
        return resume(get());
    }

    @Override
    public final boolean cancel(@Nullable String message) {
        boolean pending = super.cancel(message);
        if (pending) {
            abandon();
        }
        return pending;
    }

    /** Nobody else awaits it. */
    @Override
    final void withdraw(Strand<?> task) {
        super.withdraw(task);
        cancel(null);
    }

    @Override
    final void abandon() {
        try {
            abort();
        } catch (Throwable error) {
            if (Kernel.isFatal(error)) {
                throw error;
            }
            kernel.loop.callExceptionHandler(new ErrorContext("error in abort()", error, this));
        }
    }
}
