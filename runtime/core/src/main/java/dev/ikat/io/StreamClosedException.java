package dev.ikat.io;

import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/** A {@link ClosedChannelException} that says which stream or file, and what was going on. */
final class StreamClosedException extends ClosedChannelException {
    private static final long serialVersionUID = 1L;

    private final @Nullable String message;

    StreamClosedException(@Nullable String message) {
        this.message = message;
    }

    @Override
    public @Nullable String getMessage() {
        return message;
    }
}
