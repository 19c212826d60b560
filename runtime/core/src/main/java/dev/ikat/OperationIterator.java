package dev.ikat;

import org.jspecify.annotations.Nullable;

/**
 * For writers of iterators whose next element is often there: {@link #hasNext} is an {@link Operation}, which a loop over
 * {@code each(…)} attempts without making one.
 */
public abstract class OperationIterator<T> implements AsyncIterator<T> {
    /** For subclasses. */
    protected OperationIterator() {}

    /** What {@link #hasNext} does when it is awaited: a Boolean, or {@code return Operation.waitFor(x)}. */
    public abstract @Nullable Object attemptNext();

    @Override
    public final Coroutine<Boolean> hasNext() {
        return new HasNext();
    }

    final class HasNext extends Operation<Boolean> {
        @Override
        protected @Nullable Object attempt() {
            return attemptNext();
        }
    }
}
