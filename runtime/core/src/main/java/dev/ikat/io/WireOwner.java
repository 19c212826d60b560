package dev.ikat.io;

import dev.ikat.AsyncCloseable;
import dev.ikat.Coroutine;

/** Who has a wire, and closes it: a stream, or a transport. An owner may hand it over to another, and is closed by closing that. */
abstract class WireOwner implements AsyncCloseable {
    @Override
    public abstract Coroutine<Void> closeAsync();

    /** Closes at once and drops what is not sent. */
    public abstract void abort();

    /** Takes no more; closes once all is sent, without a task that waits for it. */
    abstract void beginClose();

    /** Runs the action when it is closed, at once when it is. */
    abstract void whenClosed(Runnable action);
}
