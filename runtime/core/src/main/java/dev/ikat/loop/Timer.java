package dev.ikat.loop;

import org.jspecify.annotations.Nullable;

/**
 * One callback with its time. The state is in {@code position}:
 *
 * <pre>
 *   IN_SLOT --its tick comes--> >= 0, its place in the heap --pollDue--> DUE (in the ready queue) --run--> FIRED
 *      |                                |                         |
 *      +------------- cancel -----------+-------------------------+--> CANCELLED
 * </pre>
 *
 * <p>FIRED and CANCELLED have no callback, so that a handle that is kept retains nothing.
 */
final class Timer implements TimerHandle, Runnable {
    static final int DUE = -1;
    static final int FIRED = -2;
    static final int CANCELLED = -3;
    static final int IN_SLOT = -4;

    /** Written by {@link Timers} and its parts alone while the timer waits. */
    int position = IN_SLOT;

    /** Its neighbours in the slot; null in all other states. */
    @Nullable
    Timer next;

    @Nullable
    Timer previous;

    private final Timers timers;
    private final long deadlineNanos;
    private @Nullable Runnable callback;

    Timer(Timers timers, long deadlineNanos, Runnable callback) {
        this.timers = timers;
        this.deadlineNanos = deadlineNanos;
        this.callback = callback;
    }

    /** For the ready queue; nothing happens when it was cancelled there. */
    @Override
    public void run() {
        Runnable due = callback;
        if (due != null) {
            assert position == DUE;
            finish(FIRED);
            due.run();
        }
    }

    @Override
    public void cancel() {
        timers.owner.checkThread();
        if (isWaiting()) {
            timers.remove(this);
        }
        if (position != FIRED) {
            finish(CANCELLED);
        }
    }

    boolean isWaiting() {
        return position >= 0 || position == IN_SLOT;
    }

    /** Gives up the links; returns the next timer. */
    @Nullable
    Timer leaveList() {
        Timer follower = next;
        next = null;
        previous = null;
        return follower;
    }

    void finish(int state) {
        position = state;
        callback = null;
    }

    @Override
    public boolean isCancelled() {
        return position == CANCELLED;
    }

    @Override
    public long whenNanos() {
        return deadlineNanos;
    }

    @Override
    public String toString() {
        String state = switch (position) {
            case DUE -> "due";
            case FIRED -> "fired";
            case CANCELLED -> "cancelled";
            default -> "waiting";
        };
        return "timer[" + deadlineNanos + " ns, " + state + "]";
    }
}
