package dev.ikat.sync;

/** A put on a {@link Queue} that was shut down, or a take once it is empty. */
public final class QueueShutDownException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public QueueShutDownException() {
        super("the queue was shut down; no item can be put any more, and none is left to take");
    }
}
