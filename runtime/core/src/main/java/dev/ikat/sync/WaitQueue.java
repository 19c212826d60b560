package dev.ikat.sync;

import dev.ikat.LoopBinding;
import org.jspecify.annotations.Nullable;

/**
 * The tasks that wait for something, the one that came first in front. The links are fields of the waiters, so that one
 * which is cancelled leaves from anywhere in the same short time.
 */
final class WaitQueue {
    private final LoopBinding binding;
    private @Nullable Waiter first;
    private @Nullable Waiter last;

    /** For messages about {@code what}, such as "semaphore". */
    WaitQueue(String what) {
        binding = new LoopBinding(what);
    }

    boolean isEmpty() {
        return first == null;
    }

    @Nullable
    Waiter first() {
        return first;
    }

    /**
     * Called before each change that wakes nobody.
     *
     * @throws IllegalStateException when the loop of the tasks that wait here, or did, runs on another thread
     */
    void checkThread() {
        binding.checkThread();
    }

    /**
     * For {@link Waiter}.
     *
     * @throws IllegalStateException when a task of another loop waited here before
     */
    void add(Waiter waiter) {
        assert !waiter.queued;
        binding.check();
        Waiter before = last;
        waiter.previous = before;
        if (before == null) {
            first = waiter;
        } else {
            before.next = waiter;
        }
        last = waiter;
        waiter.queued = true;
    }

    /** Takes it out, if it has not left already. */
    void remove(Waiter waiter) {
        if (!waiter.queued) {
            return;
        }
        Waiter before = waiter.previous;
        Waiter after = waiter.next;
        if (before == null) {
            first = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            last = before;
        } else {
            after.previous = before;
        }
        waiter.previous = null;
        waiter.next = null;
        waiter.queued = false;
    }

    /** Wakes the first and takes it out; answers whether there was one. In another thread it throws and changes nothing. */
    boolean wakeFirst() {
        Waiter waiter = first;
        if (waiter == null) {
            return false;
        }
        waiter.wake();
        remove(waiter);
        return true;
    }

    void wakeAll() {
        boolean woken;
        do {
            woken = wakeFirst();
        } while (woken);
    }

    /** For {@code toString} of its owner: {@code "lock (locked, 2 waiting)"}. */
    String describe(String owner, String state) {
        int waiting = 0;
        for (Waiter each = first; each != null; each = each.next) {
            waiting += each.isDone() ? 0 : 1;
        }
        return owner + " (" + state + (waiting == 0 ? "" : ", " + waiting + " waiting") + ")";
    }
}
