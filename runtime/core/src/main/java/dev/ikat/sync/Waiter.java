package dev.ikat.sync;

import dev.ikat.Suspension;
import org.jspecify.annotations.Nullable;

/** A task's place in a {@link WaitQueue}; it leaves when it is woken or cancelled. */
class Waiter extends Suspension<Void> {
    private final WaitQueue queue;
    boolean queued;

    @Nullable
    Waiter previous;

    @Nullable
    Waiter next;

    /** At the end of the queue. */
    Waiter(WaitQueue queue) {
        this.queue = queue;
        queue.add(this);
    }

    @SuppressWarnings("NullAway") // Void has no other value
    final void wake() {
        complete(null);
    }

    /** Whether it was woken; its task may be cancelled all the same before it runs. */
    final boolean isWoken() {
        return isDone() && !isCancelled();
    }

    @Override
    protected void abort() {
        queue.remove(this);
    }
}
