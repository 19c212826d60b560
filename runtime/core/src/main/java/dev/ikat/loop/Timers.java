package dev.ikat.loop;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The timers that wait: a hierarchical timing wheel, and a heap for the order within the current tick.
 *
 * <pre>
 *   heap       the current tick (2^20 ns, about a millisecond) and all before it, in exact order
 *   level 0    the ticks that differ from the current one in the last 8 bits only: 256 slots of a tick
 *   level 1    those that differ in the 8 bits before: 256 slots of 2^28 ns; and so on to level 5
 * </pre>
 *
 * <p>A slot is a list, first in first out. When time enters a slot, its timers move to lower levels, those of the current
 * tick to the heap. So equal deadlines always share a slot, move together, and fire in the order of their insertion.
 * Insert and cancel are O(1); a timer moves at most once a level, which is once for most that wait less than a minute.
 * What is inserted before the next tick goes to the heap: so the past is right, and a clock that goes back does no harm.
 *
 * <p>Trade-off: a heap of all (4-ary, indexed) is half the code, but each sift misses the cache and moves references at
 * every level, with the collector's barriers; with a million timers it took several times as long. In return, to enter a
 * slot of a high level takes as long as it has timers. Source: Varghese and Lauck 1987, scheme 7.
 *
 * <p>Times are compared by their difference, so the clock may overflow: the uppermost level is a ring; {@link #clamp}
 * keeps differences in range. Owned by the loop's thread.
 */
final class Timers {
    /** 73 years: the farthest from now that a deadline can be; later ones stand for never. */
    static final long MAX_DELAY_NANOS = Long.MAX_VALUE / 4;

    private static final int TICK_BITS = 20;
    private static final int LEVEL_BITS = 8;
    private static final int SLOTS = 1 << LEVEL_BITS;
    private static final int LEVELS = (Long.SIZE - TICK_BITS + LEVEL_BITS - 1) / LEVEL_BITS;

    /** How many timers of a slot {@link #earliestNanos()} looks at. */
    private static final int SCAN_LIMIT = 64;

    final LoopOwner owner;
    private final TimerSlots slots = new TimerSlots(LEVELS, SLOTS);
    private final TimerHeap heap = new TimerHeap();
    private int size;

    /** A time in the current tick. */
    private long currentNanos;

    /** When the next tick begins. */
    private long horizonNanos;

    /** No deadline is before it. */
    private long boundNanos;

    /** Whether one is at it. */
    private boolean isBoundExact;

    Timers(LoopOwner owner, long nowNanos) {
        this.owner = owner;
        enter(nowNanos);
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
        if (isEmpty() || deadlineNanos - boundNanos < 0) {
            boundNanos = deadlineNanos;
            isBoundExact = true;
        }
        Timer timer = new Timer(this, deadlineNanos, callback);
        size++;
        place(timer, deadlineNanos);
        return timer;
    }

    /** The first timer that is due, taken out; null when none is. */
    @Nullable
    Timer pollDue(long nowNanos) {
        if (isEmpty() || boundNanos - nowNanos > 0) {
            return null;
        }
        enterUpTo(nowNanos);
        if (heap.isEmpty() || earliestNanos() - nowNanos > 0) {
            return null;
        }
        Timer due = heap.poll();
        due.position = Timer.DUE;
        isBoundExact = false;
        size--;
        return due;
    }

    void remove(Timer timer) {
        if (timer.position >= 0) {
            heap.remove(timer);
        } else {
            slots.remove(slotOf(timer.whenNanos()), timer);
        }
        if (timer.whenNanos() == boundNanos) {
            isBoundExact = false;
        }
        size--;
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /**
     * The earliest deadline; only when not empty. Where the slot that has it holds more than SCAN_LIMIT timers it may be
     * earlier, but not before the slot: so the loop wakes in vain once a level at most.
     */
    long earliestNanos() {
        assert !isEmpty();
        if (!isBoundExact) {
            if (heap.isEmpty()) {
                scan(firstSlot());
            } else {
                boundNanos = heap.firstDeadline();
                isBoundExact = true;
            }
        }
        return boundNanos;
    }

    /** Cancels all. */
    void clear() {
        slots.clear();
        heap.clear();
        size = 0;
    }

    /** Whether every timer is where it belongs. For tests. */
    boolean isConsistent() {
        int inSlots = 0;
        for (int slot = 0; slot < LEVELS * SLOTS; slot++) {
            Timer previous = null;
            for (Timer timer = slots.first(slot); timer != null; timer = timer.next) {
                boolean isLinked = timer.previous == previous && timer.position == Timer.IN_SLOT;
                if (!isLinked || timer.whenNanos() - horizonNanos < 0 || slotOf(timer.whenNanos()) != slot) {
                    return false;
                }
                previous = timer;
                inSlots++;
            }
            if (!slots.endsWith(slot, previous)) {
                return false;
            }
        }
        return inSlots + heap.size() == size && heap.isConsistent();
    }

    /** Finds the least deadline of the first slot, or gives up. */
    private void scan(int slot) {
        long start = startOf(slot);
        long least = start + (1L << shift(slot >> LEVEL_BITS));
        Timer timer = slots.first(slot);
        for (int i = 0; i < SCAN_LIMIT && timer != null; i++) {
            long deadline = timer.whenNanos();
            least = deadline - least < 0 ? deadline : least;
            timer = timer.next;
        }
        isBoundExact = timer == null;
        if (isBoundExact) {
            boundNanos = least;
        } else if (start - boundNanos > 0) {
            boundNanos = start;
        }
    }

    private void place(Timer timer, long deadlineNanos) {
        if (deadlineNanos - horizonNanos < 0) {
            heap.add(timer);
        } else {
            slots.append(slotOf(deadlineNanos), timer);
        }
    }

    /** Of a deadline after the current tick. */
    private int slotOf(long deadlineNanos) {
        long differing = (deadlineNanos ^ currentNanos) >>> TICK_BITS;
        int level = (63 - Long.numberOfLeadingZeros(differing)) / LEVEL_BITS;
        return level * SLOTS + digit(deadlineNanos, level);
    }

    /** Enters slots until the current tick has timers, at most up to that time; only when not empty. */
    private void enterUpTo(long nowNanos) {
        while (heap.isEmpty()) {
            int slot = firstSlot();
            long start = startOf(slot);
            if (start - nowNanos > 0) {
                boundNanos = start;
                isBoundExact = false;
                enterIfLater(nowNanos);
                return;
            }
            enter(start);
            spread(slot);
        }
    }

    private void enterIfLater(long nanos) {
        if (nanos - horizonNanos >= 0) {
            enter(nanos);
        }
    }

    private void enter(long nanos) {
        currentNanos = nanos;
        horizonNanos = (nanos | ((1L << TICK_BITS) - 1)) + 1;
    }

    /** Moves the timers of a slot that was entered to where they belong now. */
    private void spread(int slot) {
        for (Timer timer = slots.takeAll(slot), next; timer != null; timer = next) {
            next = timer.leaveList();
            place(timer, timer.whenNanos());
        }
    }

    /** The slot that time enters next of those with timers; only when there is one. */
    private int firstSlot() {
        for (int level = 0; ; level++) {
            int slot = slots.firstOccupied(level, digit(currentNanos, level));
            if (slot >= 0) {
                return slot;
            }
        }
    }

    private long startOf(int slot) {
        int shift = shift(slot >> LEVEL_BITS);
        return (((currentNanos >>> shift) & -SLOTS) | (slot & (SLOTS - 1))) << shift;
    }

    private static int shift(int level) {
        return TICK_BITS + level * LEVEL_BITS;
    }

    private static int digit(long nanos, int level) {
        return (int) (nanos >>> shift(level)) & (SLOTS - 1);
    }
}
