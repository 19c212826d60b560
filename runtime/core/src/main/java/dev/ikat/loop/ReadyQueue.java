package dev.ikat.loop;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks that can run, first in first out: a ring of numbers that say where each callback is.
 *
 * <ul>
 *   <li>What is scheduled again and again, as a task is, {@linkplain #reserve reserves} a slot of a table for its life. To
 *       schedule it stores the number of the slot, which costs a garbage collector nothing; a reference stored into an
 *       array that is old costs a fence.
 *   <li>Any other callback goes to a second ring; its number is its place there, with the sign set. What is taken out of turn
 *       leaves a hole, which counts as taken once it is the oldest.
 * </ul>
 *
 * <p>The rings' lengths are powers of two, doubled when full. The indices only grow; they may overflow, since just their
 * difference and their low bits are used. Owned by the loop's thread.
 */
final class ReadyQueue implements Order.Ready {
    private static final int INITIAL_CAPACITY = 256;

    private int[] ring = new int[INITIAL_CAPACITY];
    private int head;
    private int tail;

    /** The callbacks without a slot. */
    private @Nullable Runnable[] passing = new Runnable[INITIAL_CAPACITY];

    /** At most as far as the oldest of them. */
    private int passingHead;

    private int passingTail;

    /** The callbacks that have reserved a slot, by its number. */
    private @Nullable Runnable[] table = new Runnable[INITIAL_CAPACITY];

    /** How many slots were ever in use at a time; those from here on never were. */
    private int tableEnd;

    /** A stack of slots that were given back: the last of them, whose memory is near, is taken first. */
    private int[] free = new int[INITIAL_CAPACITY];

    private int freeCount;

    /** A slot for a callback that is to be scheduled by it, until it is released. */
    int reserve(Runnable callback) {
        int slot = freeCount > 0 ? free[--freeCount] : freshSlot();
        table[slot] = callback;
        return slot;
    }

    /** Gives a slot back, which is not in the ring. */
    void release(int slot) {
        table[slot] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, doubled(free.length));
        }
        free[freeCount++] = slot;
    }

    /** What has reserved the slot. */
    @SuppressWarnings("NullAway") // a slot in use has one
    Runnable reserved(int slot) {
        return table[slot];
    }

    /** Whatever has a slot. */
    void forEachReserved(Consumer<? super Runnable> action) {
        for (Runnable each : table.clone()) {
            if (each != null) {
                action.accept(each);
            }
        }
    }

    /** Adds what has reserved the slot; only when it is not there already. */
    void addReserved(int slot) {
        addNumber(slot);
    }

    void add(Runnable callback) {
        if (passingTail - passingHead == passing.length) {
            makeRoom();
        }
        addNumber(keep(callback));
    }

    private int keep(Runnable callback) {
        @Nullable Runnable[] passing = this.passing;
        int place = passingTail++;
        passing[place & (passing.length - 1)] = callback;
        return place | Integer.MIN_VALUE;
    }

    private void addNumber(int number) {
        int[] ring = this.ring;
        ring[tail++ & (ring.length - 1)] = number;
        if (tail - head == ring.length) {
            growRing();
        }
    }

    /** The oldest, taken out; only when not empty. */
    Runnable take() {
        assert !isEmpty();
        int[] ring = this.ring;
        int number = ring[head++ & (ring.length - 1)];
        return number >= 0 ? reserved(number) : takePassing(number);
    }

    @SuppressWarnings("NullAway") // there is one until it is taken
    private Runnable takePassing(int number) {
        @Nullable Runnable[] passing = this.passing;
        int place = number & (passing.length - 1);
        Runnable callback = passing[place];
        passing[place] = null;
        return callback;
    }

    /** The one at the index, taken out; those before it stay in their order. */
    Runnable take(int index) {
        int number = number(index);
        for (int i = index; i > 0; i--) {
            ring[head + i & (ring.length - 1)] = number(i - 1);
        }
        ring[head & (ring.length - 1)] = number;
        return take();
    }

    @Override
    @SuppressWarnings("NullAway") // there is one until it is taken
    public Runnable get(int index) {
        int number = number(Objects.checkIndex(index, size()));
        return number >= 0 ? reserved(number) : passing[number & (passing.length - 1)];
    }

    private int number(int index) {
        return ring[head + index & (ring.length - 1)];
    }

    @Override
    public int size() {
        return tail - head;
    }

    boolean isEmpty() {
        return head == tail;
    }

    /** Drops what is ready; what has reserved a slot keeps it. */
    void clear() {
        passing = new Runnable[INITIAL_CAPACITY];
        passingHead = passingTail = 0;
        ring = new int[INITIAL_CAPACITY];
        head = tail = 0;
    }

    /** Gives the places back whose callbacks were taken; doubles the ring when there are none. */
    private void makeRoom() {
        int size = passing.length;
        while (passingHead != passingTail && passing[passingHead & (size - 1)] == null) {
            passingHead++;
        }
        if (passingTail - passingHead == size) {
            @Nullable Runnable[] wider = new Runnable[doubled(size)];
            for (int place = passingHead; place != passingTail; place++) {
                wider[place & (wider.length - 1)] = passing[place & (size - 1)];
            }
            passing = wider;
        }
    }

    private int freshSlot() {
        if (tableEnd == table.length) {
            table = Arrays.copyOf(table, doubled(tableEnd));
        }
        return tableEnd++;
    }

    private void growRing() {
        int size = ring.length;
        int[] wider = new int[doubled(size)];
        for (int i = head; i != tail; i++) {
            wider[i & (wider.length - 1)] = ring[i & (size - 1)];
        }
        ring = wider;
    }

    private static int doubled(int size) {
        return Math.multiplyExact(size, 2);
    }
}
