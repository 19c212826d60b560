package dev.ikat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that runs on its own, and the promise of its result. Made by {@link Ikat#start}; the loop holds it until it
 * ends. All members are for the loop's thread.
 */
public abstract sealed class Task<T> extends Promise<T> permits Strand {
    Task(Kernel kernel) {
        super(kernel);
    }

    /** A task that ends with the value; what an {@link Async} method that returns {@code Task} ends with. */
    public static <T> Task<T> of(T value) {
        return Ikat.start(Coroutine.of(value));
    }

    /** The name it was started with, else {@code Task-<number>}. */
    public abstract String name();

    /** How many cancellations were asked for and not taken back by {@link #uncancel}. */
    public abstract int cancelling();

    /** Takes one cancellation back; returns how many are left. The last one also withdraws a pending CancelledError. */
    public abstract int uncancel();

    /**
     * Asks the task to end: its current await, or its next one, throws a {@link CancelledError} with the message. The
     * task may clean up with awaits of its own, or go on if it catches the error.
     *
     * @return false when it is done already
     */
    @Override
    public abstract boolean cancel(@Nullable String message);

    /** Where it is suspended: the innermost await first, then each method that awaits; empty while it runs. */
    public abstract List<StackTraceElement> stack();

    /**
     * Where the program started it, innermost call first; empty unless the loop is in debug mode or {@linkplain
     * Runner.Builder#origins keeps origins}.
     */
    public abstract List<StackTraceElement> startedAt();

    /** A task is completed by its coroutine only. */
    @Override
    public final boolean tryComplete(T value) {
        throw completedByCoroutine();
    }

    /** A task is completed by its coroutine only. */
    @Override
    public final boolean tryFail(Throwable error) {
        throw completedByCoroutine();
    }

    /** A task is completed by its coroutine only. */
    @Override
    public final boolean completeThreadsafe(T value) {
        throw completedByCoroutine();
    }

    /** A task is completed by its coroutine only. */
    @Override
    public final boolean failThreadsafe(Throwable error) {
        throw completedByCoroutine();
    }

    private IllegalStateException completedByCoroutine() {
        return new IllegalStateException(
                this + " is completed by its coroutine; use a Promise for a result of your own making");
    }
}
