package dev.ikat;

import dev.ikat.frame.Body;
import dev.ikat.frame.Trampoline;
import org.jspecify.annotations.Nullable;

/**
 * For writers of primitives that seldom wait, such as locks: a coroutine that ends at once when it can, else awaits
 * another one in its place. Two objects where one would do, so that the first never is part of a suspension: the JIT can
 * do without it even in a program that waits elsewhere, and a lock that is free costs no object.
 */
public abstract class Attempt<T> extends Coroutine<T> {
    private static final Body BODY =
            (frame, value, error, trampoline) -> frame == null ? null : ((Attempt<?>) frame).begin(trampoline);

    protected Attempt() {
        super(BODY);
    }

    /** The result, or null: it has to wait. On the loop's thread, in the task that awaits this coroutine. */
    protected abstract @Nullable T attempt();

    /** What to await when the attempt was in vain; called right after it. */
    protected abstract Coroutine<T> otherwise();

    @Override
    @Nullable
    Object begin(Trampoline trampoline) throws Throwable {
        requireNew();
        label = ENDED;
        T result = attempt();
        return result != null ? result : otherwise().begin(trampoline);
    }
}
