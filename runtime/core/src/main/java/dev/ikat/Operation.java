package dev.ikat;

import dev.ikat.frame.Body;
import dev.ikat.frame.Trampoline;
import org.jspecify.annotations.Nullable;

/**
 * For writers of primitives: a coroutine that is one operation, such as a take from a queue: when it is awaited it has its
 * result at once, or ends as a suspension does. What {@link Coroutine#defer} does for a supplier, with one object less and
 * without a call in between, for what programs do most often.
 */
public abstract class Operation<T> extends Coroutine<T> {
    private static final Body NEVER_RESUMED = (frame, value, error, trampoline) -> null;

    private @Nullable Suspension<T> suspension;

    protected Operation() {
        super(NEVER_RESUMED);
    }

    /** Does it, in the task that awaits it: the result, or {@code return waitFor(suspension)}. Called once. */
    protected abstract T attempt();

    /** {@code return waitFor(s)} in {@link #attempt}: the operation ends as the suspension does. */
    @SuppressWarnings("NullAway") // what it returns is not looked at
    protected final T waitFor(Suspension<T> suspension) {
        this.suspension = suspension;
        return null;
    }

    @Override
    final @Nullable Object begin(Trampoline trampoline) throws Throwable {
        requireNew();
        label = ENDED;
        T result = attempt();
        return suspension == null ? result : suspension.await((Strand<?>) trampoline);
    }
}
