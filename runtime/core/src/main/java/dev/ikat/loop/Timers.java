package dev.ikat.loop;

import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers that wait: a hierarchical timing wheel, with a heap for the order within the current tick.
 *
 * <pre>
 *   tick 2^20 ns, about a millisecond            heap      the current tick and all before it, in exact order
 *   a slot of level n is 2^(20+8n) ns wide       level 0   ticks that have all but the last 8 bits in common with now
 *   its timers are a list, first in first out    level 1   all but the last 16, ...
 * </pre>
 *
 * <p>A timer stands at the level of the highest digit in which its tick differs from the current one. When time enters a
 * slot, its timers move to lower levels, those of the current tick to the heap. So equal deadlines always share a slot,
 * move together and in order, and fire in the order of their insertion. Insert and cancel are O(1) and a fired timer
 * moved at most once a level: once where it waited for less than a minute. Owned by the loop's thread.
 *
 * <p>Time is entered slot by slot and never ahead of the clock, since what is inserted before the current tick goes to
 * the heap. That is also how a deadline in the past is right, and a clock that goes back does no harm.
 *
 * <p>Trade-off: a heap of all (4-ary, indexed) needs half the code and stores as much, but sifting costs misses of the
 * cache and, with references, barriers of the collector at each level. Source: Varghese and Lauck 1987, scheme 7.
 *
 * <p>Times are compared by their difference, so the clock may overflow: the uppermost level is a ring; {@link #clamp}
 * keeps differences in range.
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

    /** Finds the least deadline of a slot, or gives up. */
    private void scan(int slot) {
        long start = startOf(slot);
        long least = start;
        int left = SCAN_LIMIT;
        for (Timer timer = slots.first(slot); timer != null; timer = timer.next) {
            if (left-- == 0) {
                boundNanos = start - boundNanos > 0 ? start : boundNanos;
                return;
            }
            long deadline = timer.whenNanos();
            least = left == SCAN_LIMIT - 1 || deadline - least < 0 ? deadline : least;
        }
        boundNanos = least;
        isBoundExact = true;
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

    /** Enters ticks until one has timers, at most up to that time. */
    private void enterUpTo(long nowNanos) {
        while (heap.isEmpty()) {
            int slot = firstSlot();
            long start = slot < 0 ? nowNanos : startOf(slot);
            if (slot < 0 || start - nowNanos > 0) {
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

    /** The slot that time enters next of those with timers; -1 when there is none. */
    private int firstSlot() {
        int slot = -1;
        for (int level = 0; slot < 0 && level < LEVELS; level++) {
            slot = slots.firstOccupied(level, digit(currentNanos, level));
        }
        return slot;
    }

    private long startOf(int slot) {
        int level = slot >> LEVEL_BITS;
        int shift = TICK_BITS + level * LEVEL_BITS;
        return (currentNanos >>> shift & -SLOTS | slot & (SLOTS - 1)) << shift;
    }

    private static int digit(long nanos, int level) {
        return (int) (nanos >>> (TICK_BITS + level * LEVEL_BITS)) & (SLOTS - 1);
    }
}
