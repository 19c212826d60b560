package dev.ikat.loop;

import org.jspecify.annotations.Nullable;

/**
 * One callback with its time. The state is in {@code position}:
 *
 * <pre>
 *   queued (>= 0, where it stands in the heap) --pollDue--> DUE (in the ready queue) --run--> FIRED
 *        |                                                   |
 *        +---------------------cancel------------------------+--> CANCELLED
 * </pre>
 *
 * <p>FIRED and CANCELLED have no callback, so that a handle that is kept retains nothing.
 */
final class Timer implements TimerHandle, Runnable {
    static final int DUE = -1;
    static final int FIRED = -2;
    static final int CANCELLED = -3;

    /** Written by {@link Timers} alone while the timer is queued. */
    int position;

    final int sequence;

    private final Timers timers;
    private final long deadlineNanos;
    private @Nullable Runnable callback;

    Timer(Timers timers, long deadlineNanos, int sequence, Runnable callback) {
        this.timers = timers;
        this.deadlineNanos = deadlineNanos;
        this.sequence = sequence;
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
        if (position >= 0) {
            timers.remove(this);
        }
        if (position != FIRED) {
            finish(CANCELLED);
        }
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
