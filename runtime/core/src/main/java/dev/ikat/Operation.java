package dev.ikat;

import dev.ikat.frame.Body;
import dev.ikat.frame.Trampoline;
import org.jspecify.annotations.Nullable;

/**
 * For writers of primitives that often need not wait, such as locks and queues: a coroutine that has its result at once, or
 * ends as something else does that it awaits in its place. It is never part of a suspension, so the JIT may do without the
 * object, as long as a program has few kinds of operations; woven code makes none for those of {@code dev.ikat.sync}. What
 * does something after it has waited is a {@link StateMachine}, and may be what an operation waits for.
 */
public abstract class Operation<T> extends Coroutine<T> {
    private static final Body BODY =
            (frame, value, error, trampoline) -> frame == null ? null : ((Operation<?>) frame).begin(trampoline);

    protected Operation() {
        super(BODY);
    }

    /** Does it, in the task that awaits it: the result, a {@code T}, or {@code return waitFor(x)}. Called once. */
    protected abstract @Nullable Object attempt();

    /**
     * {@code return waitFor(x)} in {@link #attempt}: the operation ends as x does, which is new and cannot have its result
     * yet, such as a {@link Suspension}. It has the task that runs wait.
     *
     * @throws IllegalStateException when x has its result
     */
    public static Object waitFor(Awaitable<?> other) {
        if (endAs(other) != SUSPENDED) {
            throw new IllegalStateException(
                    "an operation need not wait for " + other + ", which has its result; return that");
        }
        return SUSPENDED; // a constant for the JIT
    }

    /** {@code return endAs(x)} in {@link #attempt}: the operation ends as x does, which may have its result already. */
    public static @Nullable Object endAs(Awaitable<?> other) {
        try {
            return other instanceof Suspension<?> suspension
                    ? suspension.awaitHere()
                    : Strand.current().begin(other);
        } catch (Throwable error) {
            throw Sneaky.raise(error);
        }
    }

    @Override
    protected final @Nullable Object begin(Trampoline trampoline) {
        requireNew();
        label = ENDED;
        return attempt();
    }
}
