package dev.ikat;

/**
 * A resource whose closing may wait. In a woven method, leaving {@code try (var x = await(open()))} awaits
 * {@link #closeAsync()}, as does any call of {@link #close()} there.
 *
 * <p>As in any Java, what a closing throws is suppressed in the exception of a block that has failed. A cancellation of the
 * task that cuts off the closing is not lost by this: the next await that waits throws it again, once the other resources
 * that the block's exception comes by have been closed; {@link Task#uncancel} takes it back. A time limit
 * ({@code Ikat.timeout}) that expires meanwhile ends in its {@link DeadlineExceededException}, with the block's exception as
 * the cause. A task that ends by the block's exception, without such an await, has failed with that one, and the {@link
 * CancelledError} is among its suppressed ones. Where the block did not fail, and where {@code close()} stands in a finally
 * block, the cancellation is thrown as it is.
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
