package dev.ikat.loop;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers that wait: an indexed 4-ary min-heap by (deadline, sequence), so equal deadlines fire in the order of
 * their insertion. Each timer knows its place, so a cancel takes it out at once in O(log n) and cancelled timers never
 * pile up. Deadlines stand in an array beside the timers: sifting compares without following references, four children
 * are half a cache line, and only a tie looks at the sequences. Owned by the loop's thread.
 *
 * <p>Trade-off: a hierarchical timing wheel (Varghese and Lauck 1987) inserts and cancels in O(1), but must settle the
 * due order and the granularity. The heap is exact. Source: d-ary heaps, Johnson 1975; LaMarca and Ladner 1996.
 *
 * <p>Times are compared by their difference, so the clock may overflow; {@link #clamp} keeps differences in range.
 * Sequences too: that is exact while equal deadlines that wait were inserted less than 2^31 insertions apart.
 */
final class Timers {
    /** 73 years: the farthest from now that a deadline can be; later ones stand for never. */
    static final long MAX_DELAY_NANOS = Long.MAX_VALUE / 4;

    private static final int ARITY_LOG2 = 2;
    private static final int MIN_CAPACITY = 64;

    final LoopOwner owner;
    private int size;
    private int nextSequence;
    private long[] deadlines = new long[MIN_CAPACITY];
    private @Nullable Timer[] timers = new Timer[MIN_CAPACITY];

    Timers(LoopOwner owner) {
        this.owner = owner;
    }

    /** The delay in nanoseconds, at most {@link #MAX_DELAY_NANOS} either way. */
    static long nanos(Duration delay) {
        long maxSeconds = MAX_DELAY_NANOS / 1_000_000_000;
        long seconds = delay.getSeconds();
        if (seconds >= maxSeconds) {
            return MAX_DELAY_NANOS;
        }
        return seconds < -maxSeconds ? -MAX_DELAY_NANOS : delay.toNanos();
    }

    /** The deadline, moved to within {@link #MAX_DELAY_NANOS} of now. */
    static long clamp(long deadlineNanos, long nowNanos) {
        long delay = deadlineNanos - nowNanos;
        return nowNanos + Math.max(-MAX_DELAY_NANOS, Math.min(delay, MAX_DELAY_NANOS));
    }

    Timer add(long deadlineNanos, Runnable callback) {
        if (size == timers.length) {
            resize(Math.multiplyExact(size, 2));
        }
        Timer timer = new Timer(this, deadlineNanos, nextSequence++, callback);
        siftUp(size++, timer, deadlineNanos);
        return timer;
    }

    /** The first timer that is due, taken out; null when none is. */
    @Nullable
    Timer pollDue(long nowNanos) {
        if (size == 0 || deadlines[0] - nowNanos > 0) {
            return null;
        }
        Timer due = at(0);
        remove(due);
        due.position = Timer.DUE;
        return due;
    }

    void remove(Timer timer) {
        int hole = timer.position;
        assert at(hole) == timer;
        int last = --size;
        Timer moved = at(last);
        timers[last] = null;
        if (hole != last) {
            place(hole, moved, deadlines[last]);
        }
        if (size < timers.length >> 2 && timers.length > MIN_CAPACITY) {
            resize(timers.length >> 1);
        }
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The earliest deadline; only when not empty. */
    long earliestNanos() {
        assert size > 0;
        return deadlines[0];
    }

    /** Cancels all. */
    void clear() {
        for (int i = 0; i < size; i++) {
            at(i).finish(Timer.CANCELLED);
        }
        size = 0;
        timers = new Timer[MIN_CAPACITY];
        deadlines = new long[MIN_CAPACITY];
    }

    /** Whether every timer is where it says, and none is before its parent. For tests. */
    boolean isConsistent() {
        for (int i = 0; i < size; i++) {
            if (at(i).position != i || (i > 0 && isBefore(at(i), deadlines[i], parent(i)))) {
                return false;
            }
        }
        return true;
    }

    private void place(int hole, Timer timer, long deadline) {
        if (hole > 0 && isBefore(timer, deadline, parent(hole))) {
            siftUp(hole, timer, deadline);
        } else {
            siftDown(hole, timer, deadline);
        }
    }

    private void siftUp(int hole, Timer timer, long deadline) {
        while (hole > 0) {
            int parent = parent(hole);
            if (!isBefore(timer, deadline, parent)) {
                break;
            }
            set(hole, at(parent), deadlines[parent]);
            hole = parent;
        }
        set(hole, timer, deadline);
    }

    private void siftDown(int hole, Timer timer, long deadline) {
        int child;
        while ((child = firstChild(hole)) < size) {
            int least = leastOf(child);
            if (isBefore(timer, deadline, least)) {
                break;
            }
            set(hole, at(least), deadlines[least]);
            hole = least;
        }
        set(hole, timer, deadline);
    }

    private int leastOf(int firstSibling) {
        int end = Math.min(firstSibling + (1 << ARITY_LOG2), size);
        int least = firstSibling;
        for (int i = firstSibling + 1; i < end; i++) {
            if (isBefore(at(i), deadlines[i], least)) {
                least = i;
            }
        }
        return least;
    }

    private boolean isBefore(Timer timer, long deadline, int other) {
        long difference = deadline - deadlines[other];
        return difference < 0 || (difference == 0 && timer.sequence - at(other).sequence < 0);
    }

    private void set(int index, Timer timer, long deadline) {
        timers[index] = timer;
        deadlines[index] = deadline;
        timer.position = index;
    }

    @SuppressWarnings("NullAway") // below size there is always one
    private Timer at(int index) {
        return timers[index];
    }

    private void resize(int capacity) {
        timers = Arrays.copyOf(timers, capacity);
        deadlines = Arrays.copyOf(deadlines, capacity);
    }

    private static int parent(int index) {
        return (index - 1) >> ARITY_LOG2;
    }

    private static int firstChild(int index) {
        return (index << ARITY_LOG2) + 1;
    }
}
