package dev.ikat;

import dev.ikat.loop.RunningLoop;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * The values of the {@link ContextVar}s, as an object: a copy of the current ones, in which code can be run, here or on
 * another thread, and which tasks can share ({@link Ikat#start(Coroutine, Context)}). What that code sets stays in this
 * context. One thread at a time may be in it. Source: Python's contextvars (PEP 567).
 */
public final class Context {
    @Nullable
    Bindings bindings;

    private boolean entered;

    private Context(@Nullable Bindings bindings) {
        this.bindings = bindings;
    }

    /** A copy of the context of the calling code, within a loop or not. */
    public static Context copy() {
        return new Context(currentBindings());
    }

    static @Nullable Bindings currentBindings() {
        return (Bindings) RunningLoop.currentContext();
    }

    /** The value of the variable in this context. */
    @SuppressWarnings({"unchecked", "NullAway"}) // T may be nullable
    public <T> T get(ContextVar<T> variable) {
        Object value = Bindings.get(bindings, variable);
        return value == Bindings.NONE ? variable.defaultValue() : (T) value;
    }

    /** Runs the code in this context on the calling thread; see {@link #call}. */
    public void run(Runnable code) {
        enter();
        Object before = RunningLoop.currentContext();
        RunningLoop.setCurrentContext(bindings);
        try {
            code.run();
        } finally {
            leave(before);
        }
    }

    /**
     * Calls the code in this context on the calling thread, and returns what it returns.
     *
     * @throws IllegalStateException when code runs in this context already
     */
    public <T> T call(Callable<T> code) throws Exception {
        enter();
        Object before = RunningLoop.currentContext();
        RunningLoop.setCurrentContext(bindings);
        try {
            return code.call();
        } finally {
            leave(before);
        }
    }

    private void enter() {
        if (entered) {
            throw new IllegalStateException(this + " is entered already: run the code in a copy of it, Context.copy()");
        }
        entered = true;
    }

    private void leave(@Nullable Object before) {
        bindings = currentBindings();
        entered = false;
        RunningLoop.setCurrentContext(before);
    }

    @Override
    public String toString() {
        return "context (" + (bindings == null ? "" : bindings) + ")";
    }
}
