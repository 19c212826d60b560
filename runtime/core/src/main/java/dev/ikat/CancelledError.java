package dev.ikat;

import org.jspecify.annotations.Nullable;

/**
 * What an await throws in a task that is cancelled, or for a promise that was. It is an {@link Error}, as {@link
 * ThreadDeath} is, so that {@code catch (Exception e)} does not swallow a cancellation; code that catches it to clean up
 * throws it on.
 */
public final class CancelledError extends Error {
    private static final long serialVersionUID = 1L;

    private final transient @Nullable Task<?> source;

    public CancelledError() {
        this(null, null);
    }

    public CancelledError(@Nullable String message) {
        this(message, null);
    }

    CancelledError(@Nullable String message, @Nullable Task<?> source) {
        super(message);
        this.source = source;
    }

    /**
     * The task that was cancelled: the current one when it is being cancelled itself, another one when it awaited that
     * one's result. Null when a plain promise was cancelled.
     */
    public @Nullable Task<?> source() {
        return source;
    }
}
