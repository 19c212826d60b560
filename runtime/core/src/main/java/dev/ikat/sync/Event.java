package dev.ikat.sync;

import dev.ikat.Coroutine;
import dev.ikat.Operation;
import org.jspecify.annotations.Nullable;

/**
 * A flag to wait for. Setting it wakes all who wait, and those who wait later go on at once, until it is cleared; who was
 * woken goes on though it be cleared meanwhile. Used on one loop's thread.
 */
public final class Event {
    final WaitQueue queue = new WaitQueue("event");
    private boolean set;

    /** Makes one that is not set. */
    public Event() {}

    /** Sets the flag and wakes all who wait, in the order in which they came. */
    public void set() {
        queue.checkThread();
        queue.wakeAll();
        set = true;
    }

    /** Clears the flag: from now on {@link #waitFor} waits for the next {@link #set}. */
    public void clear() {
        queue.checkThread();
        set = false;
    }

    /** Whether the flag is set. */
    public boolean isSet() {
        return set;
    }

    /** Waits until the flag is set; does not yield when it is. */
    public Coroutine<Void> waitFor() {
        return new Waiting();
    }

    /** In the task that awaits it, as {@link Operation#attempt}. */
    @Nullable
    Object waitNow() {
        return set ? null : Operation.waitFor(new Waiter(queue));
    }

    @Override
    public String toString() {
        return queue.describe("event", set ? "set" : "not set");
    }

    private final class Waiting extends Operation<Void> {
        @Override
        protected @Nullable Object attempt() {
            return waitNow();
        }
    }
}
