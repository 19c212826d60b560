package dev.ikat;

import dev.ikat.frame.Body;
import dev.ikat.frame.Frame;
import dev.ikat.frame.Site;
import dev.ikat.frame.Trampoline;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A call that has not run yet, as Python's coroutine object: made by calling an {@link Async} method, run by awaiting or
 * starting it, once. It is the frame of its own activation. Confined to the thread of the loop that runs it.
 */
public abstract class Coroutine<T> extends Frame implements Awaitable<T> {
    /** For generated code; a program makes coroutines with {@link Async} methods. */
    protected Coroutine(Body body) {
        super(body);
        if (Debug.on) {
            NeverAwaited.made(this);
        }
    }

    /** A coroutine that ends at once, with the value. It may be awaited any number of times. */
    public static <T> Coroutine<T> of(T value) {
        return new Completed<>(value);
    }

    /**
     * A coroutine that, when it runs, asks the supplier what to await and ends with its result; for primitives, which
     * must not act before they are awaited.
     */
    public static <T> Coroutine<T> defer(Supplier<? extends Awaitable<? extends T>> supplier) {
        return new Deferred<>(supplier);
    }

    /** The same coroutine under a wider type: it only produces values. */
    @SuppressWarnings("unchecked")
    public static <T> Coroutine<T> upcast(Coroutine<? extends T> coroutine) {
        return (Coroutine<T>) coroutine;
    }

    @Override
    public final Coroutine<T> coroutine() {
        return this;
    }

    /**
     * Gives up the coroutine. One that has not run never will, and one that has ended is left alone. One that is suspended
     * gets a {@link CancelledError} from its await here and now, so that its finally blocks run; so do those that await it,
     * and its task ends as cancelled. Cleaning up may not wait here: to let it, cancel the task and await that.
     *
     * @throws IllegalStateException when the coroutine is running, or when it waits again instead of ending
     */
    public void close() {
        if (label == NEW || label == ENDED) {
            label = ENDED;
            forget();
            dropRecord();
            return;
        }
        Strand<?> task = Kernel.taskWaitingIn(this);
        if (task == null) {
            throw new IllegalStateException(this + " is being run; cancel the task that runs it instead");
        }
        task.endNow();
        if (label != ENDED) {
            throw new IllegalStateException(
                    this + " waits again instead of ending; cancel its task, and await that, to let it clean up");
        }
    }

    /** Drops the references of a call that will never run, or has ended; for generated code. */
    @Override
    protected void forget() {}

    @Override
    protected @Nullable Object begin(Trampoline trampoline) throws Throwable {
        requireNew();
        if (!trampoline.descend()) {
            return trampoline.postpone(this);
        }
        Object result;
        try {
            result = body.resume(this, null, null, trampoline);
        } catch (Throwable error) {
            end();
            trampoline.thrown(error);
            throw error;
        } finally {
            trampoline.ascend();
        }
        if (result != SUSPENDED) {
            end();
        }
        return result;
    }

    /** What each {@link #begin} does first: it may run now, and is not forgotten. */
    final void requireNew() {
        if (label != NEW) {
            throw notNew();
        }
        dropRecord();
    }

    private void dropRecord() {
        if (Debug.on) {
            NeverAwaited.forget(this);
        }
    }

    private IllegalStateException notNew() {
        return new IllegalStateException(this + " was awaited, started or closed already; a coroutine runs once."
                + " Call the method again for another run, or start it and await the task as often as you like");
    }

    /** For messages: {@code coroutine Greet.greet (Greet.java:9)}. */
    @Override
    public String toString() {
        StackTraceElement site = Site.of(this);
        return site == null
                ? "coroutine " + getClass().getSimpleName()
                : "coroutine " + site.getClassName() + "." + site.getMethodName() + " (" + site.getFileName() + ":"
                        + site.getLineNumber() + ")";
    }
}
