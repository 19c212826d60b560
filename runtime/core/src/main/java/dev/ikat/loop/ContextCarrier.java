package dev.ikat.loop;

import org.jspecify.annotations.Nullable;

/**
 * What brings a context of its own: a callback that a loop runs as it is, instead of in the context of whoever scheduled
 * it; and a source of errors, whose handler then runs in that context. See {@link RunningLoop#carry}.
 */
public interface ContextCarrier {
    /** The context, opaque to the loop; null for the empty one. */
    @Nullable
    Object carriedContext();
}
