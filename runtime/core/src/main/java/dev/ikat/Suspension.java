package dev.ikat;

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
     * The waiting task was cancelled. When {@link #isCancelled()}, nothing was delivered: withdraw the request. Otherwise
     * the value came first but the task will never see it: give it back. Called once, on the loop's thread.
     */
    protected abstract void abort();

    @Override
    public final boolean cancel(@Nullable String message) {
        boolean pending = super.cancel(message);
        if (pending) {
            abort();
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
        abort();
    }
}
