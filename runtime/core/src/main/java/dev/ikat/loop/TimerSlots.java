package dev.ikat.loop;

import org.jspecify.annotations.Nullable;

/**
 * The slots of all levels of the wheel, numbered level by level. Each is a list of timers, first in first out, linked
 * through the timers in both ways; a bit tells whether it has any.
 *
 * <p>A timer that leaves gives up its links, so that an old one that is dead keeps no younger ones.
 */
final class TimerSlots {
    private final int ring;
    private final @Nullable Timer[] first;
    private final @Nullable Timer[] last;
    private final long[] occupied;

    /** The number of slots of a level is a multiple of 64 and a power of two. */
    TimerSlots(int levels, int ring) {
        this.ring = ring;
        first = new Timer[levels * ring];
        last = new Timer[levels * ring];
        occupied = new long[levels * ring / Long.SIZE];
    }

    void append(int slot, Timer timer) {
        Timer previous = last[slot];
        last[slot] = timer;
        timer.previous = previous;
        if (previous == null) {
            first[slot] = timer;
            occupied[slot >> 6] |= 1L << slot;
        } else {
            previous.next = timer;
        }
    }

    void remove(int slot, Timer timer) {
        Timer next = timer.next;
        Timer previous = timer.previous;
        if (previous == null) {
            first[slot] = next;
        } else {
            previous.next = next;
            timer.previous = null;
        }
        if (next == null) {
            last[slot] = previous;
        } else {
            next.previous = previous;
            timer.next = null;
        }
        if (next == previous) {
            occupied[slot >> 6] &= ~(1L << slot);
        }
    }

    @Nullable
    Timer first(int slot) {
        return first[slot];
    }

    /** Whether that is the last one of the slot, null: whether the slot is empty. For tests. */
    boolean endsWith(int slot, @Nullable Timer timer) {
        boolean isOccupied = (occupied[slot >> 6] >>> slot & 1) != 0;
        return last[slot] == timer && isOccupied == (timer != null);
    }

    /** The first one, taken out with all that follow it: the slot is empty then. */
    @Nullable
    Timer takeAll(int slot) {
        Timer timer = first[slot];
        first[slot] = null;
        last[slot] = null;
        occupied[slot >> 6] &= ~(1L << slot);
        return timer;
    }

    /** The first of a level that has timers, going around from the n-th; -1 when none has. */
    int firstOccupied(int level, int from) {
        int words = ring >> 6;
        int base = level * words;
        int word = from >> 6;
        long bits = occupied[base + word] & (-1L << from);
        for (int i = 0; bits == 0; i++) {
            if (i == words) {
                return -1;
            }
            word = (word + 1) & (words - 1);
            bits = occupied[base + word];
        }
        return ((base + word) << 6) + Long.numberOfTrailingZeros(bits);
    }

    /** Cancels all. */
    void clear() {
        for (int word = 0; word < occupied.length; word++) {
            while (occupied[word] != 0) {
                cancelAll((word << 6) + Long.numberOfTrailingZeros(occupied[word]));
            }
        }
    }

    private void cancelAll(int slot) {
        for (Timer timer = takeAll(slot), next; timer != null; timer = next) {
            next = timer.leaveList();
            timer.finish(Timer.CANCELLED);
        }
    }
}
