package dev.ikat;

import dev.ikat.frame.Body;
import dev.ikat.frame.Trampoline;
import org.jspecify.annotations.Nullable;

/**
 * For writers of primitives: a coroutine written by hand, in steps. Each step says what to await next and is called with
 * its outcome, in the same task; {@link #last} ends it. What an {@link Async} method does, where nothing is woven.
 *
 * <pre>
 * NEW --awaited--> next(null, null) --returns x--> x awaited --outcome--> next(value, error) … --last(x)--> x, a tail await
 *                                                                            '-----throws----> ended
 * </pre>
 */
public abstract class StateMachine<T> extends Coroutine<T> {
    private static final Body BODY = (frame, value, error, trampoline) ->
            frame == null ? null : ((StateMachine<?>) frame).run(value, error, trampoline);
    private static final int WAITING = 1;

    private boolean ending;

    protected StateMachine() {
        super(BODY);
    }

    /**
     * One step.
     *
     * @param value what was awaited last; null at first
     * @param error what it threw instead; null when nothing
     * @return what to await now: the next step gets its outcome, unless it is the {@link #last}
     * @throws Throwable what the coroutine ends with
     */
    protected abstract Awaitable<?> next(@Nullable Object value, @Nullable Throwable error) throws Throwable;

    /** {@code return last(x)} in {@link #next}: the coroutine ends as x does. */
    protected final Awaitable<T> last(Awaitable<T> awaitable) {
        ending = true;
        return awaitable;
    }

    private @Nullable Object run(@Nullable Object outcome, @Nullable Throwable failure, Trampoline trampoline)
            throws Throwable {
        label = RUNNING;
        Object value = outcome;
        Throwable error = failure;
        while (true) {
            Awaitable<?> awaitable = next(value, error);
            if (ending) {
                return Trampoline.tailAwait(awaitable, this, trampoline);
            }
            try {
                value = trampoline.begin(awaitable);
                error = null;
            } catch (Throwable thrown) {
                value = null;
                error = thrown;
            }
            if (value == SUSPENDED) {
                label = WAITING;
                trampoline.link(this);
                return SUSPENDED;
            }
        }
    }
}
