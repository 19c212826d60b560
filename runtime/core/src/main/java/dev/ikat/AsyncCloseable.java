package dev.ikat;

/**
 * A resource whose closing may wait. In a woven method, leaving {@code try (var x = await(open()))} awaits
 * {@link #closeAsync()}, as does any call of {@link #close()} there.
 */
public interface AsyncCloseable extends AutoCloseable {
    /** Closes the resource; ends when it is closed. Closing twice is harmless. */
    Coroutine<Void> closeAsync();

    /**
     * Closing outside a woven method: starts {@link #closeAsync()} on the running loop and does not wait for its end.
     *
     * @throws IllegalStateException outside a running loop
     */
    @Override
    default void close() {
        Ikat.start(closeAsync());
    }
}
