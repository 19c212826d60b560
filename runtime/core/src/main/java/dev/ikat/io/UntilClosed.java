package dev.ikat.io;

import dev.ikat.Suspension;

/** A task that waits until a stream is closed, in whatever way. */
final class UntilClosed extends Suspension<Void> implements Runnable {
    private final Runnable whenCancelled;

    /** @param whenCancelled runs when the task is cancelled while it waits */
    UntilClosed(ByteStream stream, Runnable whenCancelled) {
        this.whenCancelled = whenCancelled;
        stream.whenClosed(this);
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    public void run() {
        tryComplete(null);
    }

    @Override
    protected void abort() {
        if (isCancelled()) {
            whenCancelled.run();
        }
    }
}
