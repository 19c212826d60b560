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
     * Gives up a coroutine that has not run: it never will. Closing one that has ended is harmless.
     *
     * @throws IllegalStateException when the coroutine is running or suspended; cancel the task that runs it instead
     */
    public void close() {
        if (label != NEW && label != ENDED) {
            throw new IllegalStateException(this + " is being run; cancel the task that runs it instead");
        }
        label = ENDED;
        forget();
    }

    /** Drops the arguments of a call that will never run; for generated code. */
    protected void forget() {}

    /** Runs it from the start: its result, or {@link Frame#SUSPENDED}. */
    @Nullable
    Object begin(Trampoline trampoline) throws Throwable {
        requireNew();
        if (!trampoline.descend()) {
            return trampoline.postpone(this);
        }
        Object result;
        try {
            result = body.resume(this, null, null, trampoline);
        } catch (Throwable error) {
            label = ENDED;
            throw error;
        } finally {
            trampoline.ascend();
        }
        if (result != SUSPENDED) {
            label = ENDED;
        }
        return result;
    }

    final void requireNew() {
        if (label != NEW) {
            throw new IllegalStateException(this + " was awaited, started or closed already; a coroutine runs once."
                    + " Call the method again for another run, or start it and await the task as often as you like");
        }
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
