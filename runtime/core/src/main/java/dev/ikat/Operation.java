package dev.ikat;

import dev.ikat.frame.Body;
import dev.ikat.frame.Trampoline;
import org.jspecify.annotations.Nullable;

/**
 * For writers of primitives that often need not wait, such as locks and queues: a coroutine that has its result at once, or
 * ends as something else does that it awaits in its place. It is never part of a suspension, so the JIT can do without the
 * object even in a program that waits elsewhere: a lock that is free costs none. What does something after it has waited
 * is a {@link StateMachine}, and may be what an operation waits for.
 */
public abstract class Operation<T> extends Coroutine<T> {
    private static final Body BODY =
            (frame, value, error, trampoline) -> frame == null ? null : ((Operation<?>) frame).begin(trampoline);

    private @Nullable Awaitable<? extends T> instead;

    protected Operation() {
        super(BODY);
    }

    /** Does it, in the task that awaits it: the result, or {@code return waitFor(x)}. Called once. */
    protected abstract T attempt();

    /** {@code return waitFor(x)} in {@link #attempt}: the operation ends as x does. */
    @SuppressWarnings("NullAway") // what it returns is not looked at
    protected final T waitFor(Awaitable<? extends T> other) {
        instead = other;
        return null;
    }

    @Override
    protected final @Nullable Object begin(Trampoline trampoline) throws Throwable {
        requireNew();
        label = ENDED;
        T result = attempt();
        return instead == null ? result : trampoline.begin(instead);
    }
}
