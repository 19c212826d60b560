package dev.ikat;

import dev.ikat.frame.Body;
import dev.ikat.frame.Trampoline;
import org.jspecify.annotations.Nullable;

/**
 * For writers of primitives that do something after they have waited, such as taking the lock that was handed to them: a
 * coroutine written by hand. Each {@link #step} either ends it, with a result or an error, or says what to await; the next
 * one runs when that is there, as part of the waiting task's own step, so nothing comes between the two. What only waits
 * is shorter as {@link Coroutine#defer}.
 *
 * <pre>
 * NEW --first step--> RUNNING --returns await(x)--> AWAITING --x is there: next step--> RUNNING
 *                        '--returns, throws--> ENDED
 * </pre>
 */
public abstract class StateMachine<T> extends Coroutine<T> {
    private static final int AWAITING = 1;
    private static final Body BODY = (frame, value, error, trampoline) ->
            frame == null ? null : ((StateMachine<?>) frame).run(value, error, trampoline);

    private @Nullable Awaitable<?> awaited;

    protected StateMachine() {
        super(BODY);
    }

    /**
     * Runs until it ends or has to wait; on the loop's thread, in the task that awaits this coroutine.
     *
     * @param value what the await returned; null in the first step and when it threw
     * @param error what the await threw, a cancellation for instance; null in the first step and when it went well
     * @return the result, or what {@link #await} returned
     */
    protected abstract T step(@Nullable Object value, @Nullable Throwable error) throws Throwable;

    /** For the end of a step: {@code return await(x)} has the next one run when x is done. */
    @SuppressWarnings("NullAway") // nobody looks at it
    protected final T await(Awaitable<?> next) {
        awaited = next;
        label = AWAITING;
        return null;
    }

    /** What the step before has awaited; null in the first. */
    protected final @Nullable Awaitable<?> awaited() {
        return awaited;
    }

    /** As the inherited one, but with no call through the body: so the JIT sees what a fresh one does, and may do without it. */
    @Override
    protected @Nullable Object begin(Trampoline trampoline) throws Throwable {
        requireNew();
        if (!trampoline.descend()) {
            return trampoline.postpone(this);
        }
        Object result;
        try {
            result = run(null, null, trampoline);
        } catch (Throwable error) {
            label = ENDED;
            trampoline.thrown(error);
            throw error;
        } finally {
            trampoline.ascend();
        }
        if (result != SUSPENDED) {
            label = ENDED;
        }
        return result;
    }

    private @Nullable Object run(@Nullable Object outcome, @Nullable Throwable failure, Trampoline trampoline)
            throws Throwable {
        Object value = outcome;
        Throwable error = failure;
        while (true) {
            label = RUNNING;
            T result = step(value, error);
            if (label != AWAITING) {
                return result;
            }
            error = null;
            try {
                value = trampoline.begin(awaited);
            } catch (Throwable thrown) {
                value = null;
                error = thrown;
            }
            if (value == SUSPENDED) {
                trampoline.link(this);
                return SUSPENDED;
            }
        }
    }
}
