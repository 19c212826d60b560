package dev.ikat.frame;

import org.jspecify.annotations.Nullable;

/**
 * The code of a frame. A woven method stays in its class as a private static method of this shape, and the frame holds
 * a method reference to it, so that neither a class nor a reflective call is needed to come back to it.
 */
@FunctionalInterface
public interface Body {
    /**
     * Runs the body from where {@link Frame#label} says, until it ends or suspends.
     *
     * @param frame the activation; {@code null} asks for the body's description instead (see {@link Site})
     * @param value what the await that suspended the frame returns now
     * @param error what that await throws now, instead of returning
     * @param trampoline what runs the frame; travels down as a hidden argument
     * @return the result, or {@link Frame#SUSPENDED} when the body waits and its frame is linked
     */
    @Nullable
    Object resume(@Nullable Frame frame, @Nullable Object value, @Nullable Throwable error, Trampoline trampoline)
            throws Throwable;
}
