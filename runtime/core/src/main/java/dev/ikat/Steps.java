package dev.ikat;

import dev.ikat.frame.Body;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine written by hand, for what a promise alone cannot do: it runs other coroutines in the current task, and acts
 * on what their ends bring. A state machine as the weaver makes them, with the label as its state.
 */
abstract class Steps<T> extends Coroutine<T> {
    private static final Body BODY = (frame, value, error, trampoline) ->
            frame == null ? null : ((Steps<?>) frame).run(value, error, (Strand<?>) trampoline);

    Steps() {
        super(BODY);
    }

    private @Nullable Object run(@Nullable Object value, @Nullable Throwable error, Strand<?> current)
            throws Throwable {
        if (label != NEW) {
            return resumed(value, error, current);
        }
        label = RUNNING;
        return begun(current);
    }

    /** The first step: the result, or SUSPENDED where an {@link #await} said so. */
    abstract @Nullable Object begun(Strand<?> current) throws Throwable;

    /** The step after an await that suspended with this label: with its value or, where there is one, its error. */
    abstract @Nullable Object resumed(@Nullable Object value, @Nullable Throwable error, Strand<?> current)
            throws Throwable;

    /** What is awaited at once; or SUSPENDED, which the step returns, to be resumed with the label. */
    final @Nullable Object await(@Nullable Object awaitable, int resumeLabel, Strand<?> current) throws Throwable {
        Object result = current.begin(awaitable);
        if (result == SUSPENDED) {
            label = resumeLabel;
            current.link(this);
        }
        return result;
    }
}
