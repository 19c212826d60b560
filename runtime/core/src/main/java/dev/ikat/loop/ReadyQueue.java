package dev.ikat.loop;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The callbacks that can run, first in first out: a ring in an array whose length is a power of two, doubled when full.
 * The indices only grow; they may overflow, since just their difference and their low bits are used. Owned by the
 * loop's thread.
 */
final class ReadyQueue implements Order.Ready {
    private static final int INITIAL_CAPACITY = 256;

    private @Nullable Runnable[] ring = new Runnable[INITIAL_CAPACITY];
    private int head;
    private int tail;

    void add(Runnable callback) {
        @Nullable Runnable[] ring = this.ring;
        ring[tail++ & (ring.length - 1)] = callback;
        if (tail - head == ring.length) {
            grow();
        }
    }

    /** The oldest, taken out; only when not empty. */
    @SuppressWarnings("NullAway") // between head and tail there is always one
    Runnable take() {
        assert !isEmpty();
        @Nullable Runnable[] ring = this.ring;
        int index = head++ & (ring.length - 1);
        Runnable callback = ring[index];
        ring[index] = null;
        return callback;
    }

    /** The one at the index, taken out; those before it stay in their order. */
    Runnable take(int index) {
        Runnable callback = get(index);
        for (int i = index; i > 0; i--) {
            ring[head + i & (ring.length - 1)] = ring[head + i - 1 & (ring.length - 1)];
        }
        ring[head++ & (ring.length - 1)] = null;
        return callback;
    }

    @Override
    @SuppressWarnings("NullAway") // between head and tail there is always one
    public Runnable get(int index) {
        return ring[head + Objects.checkIndex(index, size()) & (ring.length - 1)];
    }

    @Override
    public int size() {
        return tail - head;
    }

    boolean isEmpty() {
        return head == tail;
    }

    void clear() {
        ring = new Runnable[INITIAL_CAPACITY];
        head = tail = 0;
    }

    private void grow() {
        int size = ring.length;
        int first = head & (size - 1);
        @Nullable Runnable[] wider = new Runnable[Math.multiplyExact(size, 2)];
        System.arraycopy(ring, first, wider, 0, size - first);
        System.arraycopy(ring, 0, wider, size - first, first);
        ring = wider;
        head = 0;
        tail = size;
    }
}
