package dev.ikat;

import dev.ikat.loop.RunningLoop;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A variable whose value belongs to the running task: {@code static final ContextVar<User> USER = new ContextVar<>("user",
 * ANONYMOUS)}. A task begins with a copy of the values of whoever starts it, and what it sets is its own; a callback runs
 * in a copy from the time when it was registered. Where no loop runs, the value belongs to the thread.
 *
 * <p>May be used on any thread. Make variables once, in static fields. Source: Python's contextvars (PEP 567).
 */
public final class ContextVar<T> {
    private final String name;
    private final T defaultValue;

    /** A variable; the name is for messages, the value for code in whose context it was never set. */
    public ContextVar(String name, T defaultValue) {
        this.name = Objects.requireNonNull(name, "name");
        this.defaultValue = defaultValue;
    }

    public String name() {
        return name;
    }

    T defaultValue() {
        return defaultValue;
    }

    /** The value in the current context. */
    @SuppressWarnings({"unchecked", "NullAway"}) // T may be nullable
    public T get() {
        Object value = Bindings.get(Context.currentBindings(), this);
        return value == Bindings.NONE ? defaultValue : (T) value;
    }

    /** Sets the value in the current context; the token takes that back. */
    public Token<T> set(T value) {
        Bindings before = Context.currentBindings();
        RunningLoop.setCurrentContext(Bindings.with(before, this, value));
        return new Saved<>(this, Bindings.get(before, this));
    }

    /**
     * Gives the variable the value back that it had before the {@link #set} which returned the token.
     *
     * @throws IllegalStateException when the token was used already
     * @throws IllegalArgumentException when it is another variable's
     */
    public void reset(Token<T> token) {
        if (!(token instanceof Saved<T> saved) || saved.variable != this) {
            throw new IllegalArgumentException(token + " was not made by " + this + ".set(…)");
        }
        if (saved.used) {
            throw new IllegalStateException(token + " was used already; each set has a token of its own");
        }
        saved.used = true;
        RunningLoop.setCurrentContext(Bindings.with(Context.currentBindings(), this, saved.value));
    }

    @Override
    public String toString() {
        return "context variable " + name;
    }

    /** What a {@link ContextVar#set} replaced; for one {@link ContextVar#reset}. */
    public sealed interface Token<T> {
        ContextVar<T> variable();
    }

    private static final class Saved<T> implements Token<T> {
        private final ContextVar<T> variable;
        private final @Nullable Object value;
        private boolean used;

        Saved(ContextVar<T> variable, @Nullable Object value) {
            this.variable = variable;
            this.value = value;
        }

        @Override
        public ContextVar<T> variable() {
            return variable;
        }

        @Override
        public String toString() {
            return "the token of " + variable;
        }
    }
}
