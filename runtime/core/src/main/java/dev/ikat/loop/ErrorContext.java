package dev.ikat.loop;

import org.jspecify.annotations.Nullable;

/**
 * What went wrong, for an {@link ExceptionHandler}.
 *
 * @param message what happened, one line
 * @param error the error itself, where there is one
 * @param source what it came from: a callback, a {@link TimerHandle}, a {@link Poller.Key}, or whatever the layer above
 *     reports (a task)
 */
public record ErrorContext(
        String message, @Nullable Throwable error, @Nullable Object source) {}
