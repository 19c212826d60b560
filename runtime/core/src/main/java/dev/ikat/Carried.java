package dev.ikat;

import org.jspecify.annotations.Nullable;

/** The context of a task, where thread-bound state goes with it too: that of inside the task, and of outside meanwhile. */
final class Carried {
    /** {@link Bindings}, {@link Context} or null, as for other tasks. */
    @Nullable
    Object context;

    private final ThreadContext<?>[] carriers;
    private @Nullable Object[] inside;
    private @Nullable Object[] outside;

    Carried(@Nullable Object context) {
        this.context = context;
        carriers = ThreadContext.Registration.all();
        inside = capture();
        outside = inside;
    }

    /** What the variables have in a task's context, whatever it is; null: nothing. */
    static @Nullable Object bindings(@Nullable Object context) {
        Object own = context instanceof Carried carried ? carried.context : context;
        return own instanceof Context shared ? shared.bindings : own;
    }

    void enter() {
        outside = capture();
        restore(inside);
    }

    void leave() {
        inside = capture();
        restore(outside);
    }

    private @Nullable Object[] capture() {
        @Nullable Object[] states = new Object[carriers.length];
        for (int i = 0; i < states.length; i++) {
            states[i] = carriers[i].capture();
        }
        return states;
    }

    private void restore(@Nullable Object[] states) {
        for (int i = 0; i < states.length; i++) {
            restore(carriers[i], states[i]);
        }
    }

    @SuppressWarnings("unchecked")
    private static <S> void restore(ThreadContext<S> carrier, @Nullable Object state) {
        carrier.restore((S) state);
    }
}
