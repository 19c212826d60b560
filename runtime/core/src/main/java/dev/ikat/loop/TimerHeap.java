package dev.ikat.loop;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The timers of the current tick: a 4-ary min-heap by (deadline, order of insertion). Deadlines stand in an array of
 * their own: sifting compares without following references, four children are half a cache line, and only a tie looks at
 * the sequences. Source: d-ary heaps, Johnson 1975; LaMarca and Ladner 1996.
 *
 * <p>What is sifted is not the timer but its place, a number that stays with it: references that move in an old array
 * cost barriers of the collector. {@code places} holds each number once, the free ones behind those in use.
 *
 * <p>Sequences are compared by their difference: that is exact while equal deadlines in the heap were inserted less than
 * 2^31 insertions apart.
 */
final class TimerHeap {
    private static final int ARITY_LOG2 = 2;
    private static final int MIN_CAPACITY = 64;

    private int size;
    private int nextSequence;

    /** By index in the heap. */
    private long[] deadlines = new long[MIN_CAPACITY];

    private int[] sequences = new int[MIN_CAPACITY];
    private int[] places = new int[MIN_CAPACITY];

    /** By place. */
    private @Nullable Timer[] timers = new Timer[MIN_CAPACITY];

    private int[] indices = new int[MIN_CAPACITY];

    TimerHeap() {
        number(0);
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** The earliest deadline; only when not empty. */
    long firstDeadline() {
        assert size > 0;
        return deadlines[0];
    }

    void add(Timer timer) {
        if (size == timers.length) {
            resize(Math.multiplyExact(size, 2));
            number(size);
        }
        int place = places[size];
        timers[place] = timer;
        timer.position = place;
        siftUp(size++, place, timer.whenNanos(), nextSequence++);
    }

    /** The first one, taken out; only when not empty. */
    Timer poll() {
        Timer first = at(0);
        remove(first);
        return first;
    }

    void remove(Timer timer) {
        int place = timer.position;
        assert timers[place] == timer;
        timers[place] = null;
        int hole = indices[place];
        int last = --size;
        if (hole != last) {
            place(hole, places[last], deadlines[last], sequences[last]);
            places[last] = place;
        }
        if (size == 0 && timers.length > MIN_CAPACITY) {
            resize(MIN_CAPACITY);
            number(0);
        }
    }

    /** Cancels all. */
    void clear() {
        while (!isEmpty()) {
            poll().finish(Timer.CANCELLED);
        }
    }

    /** Whether every timer is where it says, and none is before its parent. For tests. */
    boolean isConsistent() {
        for (int i = 0; i < size; i++) {
            boolean isThere = at(i).position == places[i] && indices[places[i]] == i;
            if (!isThere || (i > 0 && isBefore(deadlines[i], sequences[i], parent(i)))) {
                return false;
            }
        }
        return true;
    }

    private void place(int hole, int place, long deadline, int sequence) {
        if (hole > 0 && isBefore(deadline, sequence, parent(hole))) {
            siftUp(hole, place, deadline, sequence);
        } else {
            siftDown(hole, place, deadline, sequence);
        }
    }

    private void siftUp(int hole, int place, long deadline, int sequence) {
        while (hole > 0) {
            int parent = parent(hole);
            if (!isBefore(deadline, sequence, parent)) {
                break;
            }
            move(parent, hole);
            hole = parent;
        }
        set(hole, place, deadline, sequence);
    }

    private void siftDown(int hole, int place, long deadline, int sequence) {
        int child;
        while ((child = firstChild(hole)) < size) {
            int least = leastOf(child);
            if (isBefore(deadline, sequence, least)) {
                break;
            }
            move(least, hole);
            hole = least;
        }
        set(hole, place, deadline, sequence);
    }

    private int leastOf(int firstSibling) {
        int end = Math.min(firstSibling + (1 << ARITY_LOG2), size);
        int least = firstSibling;
        for (int i = firstSibling + 1; i < end; i++) {
            if (isBefore(deadlines[i], sequences[i], least)) {
                least = i;
            }
        }
        return least;
    }

    private boolean isBefore(long deadline, int sequence, int other) {
        long difference = deadline - deadlines[other];
        return difference < 0 || (difference == 0 && sequence - sequences[other] < 0);
    }

    private void move(int from, int to) {
        set(to, places[from], deadlines[from], sequences[from]);
    }

    private void set(int index, int place, long deadline, int sequence) {
        places[index] = place;
        deadlines[index] = deadline;
        sequences[index] = sequence;
        indices[place] = index;
    }

    @SuppressWarnings("NullAway") // below size there is always one
    private Timer at(int index) {
        return timers[places[index]];
    }

    private void resize(int capacity) {
        deadlines = Arrays.copyOf(deadlines, capacity);
        sequences = Arrays.copyOf(sequences, capacity);
        places = Arrays.copyOf(places, capacity);
        timers = Arrays.copyOf(timers, capacity);
        indices = Arrays.copyOf(indices, capacity);
    }

    private void number(int from) {
        for (int i = from; i < places.length; i++) {
            places[i] = i;
        }
    }

    private static int parent(int index) {
        return (index - 1) >> ARITY_LOG2;
    }

    private static int firstChild(int index) {
        return (index << ARITY_LOG2) + 1;
    }
}
