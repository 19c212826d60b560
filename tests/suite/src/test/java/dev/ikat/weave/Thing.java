package dev.ikat.weave;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;

/** An object of some weight whose end can be seen. */
class Thing implements AutoCloseable {
    private static final int WEIGHT_BYTES = 1 << 12;
    private static final int MOST_ROUNDS = 50;
    private static final int ROUNDS_THAT_WOULD_DO = 3;
    private static final List<WeakReference<Thing>> MADE = new ArrayList<>();

    private final byte[] weight = new byte[WEIGHT_BYTES];

    Thing() {
        MADE.add(new WeakReference<>(this));
    }

    int use() {
        return weight.length;
    }

    @Override
    public void close() {}

    /** Begins to count anew. */
    static void forget() {
        MADE.clear();
    }

    /** How many were made. */
    static int made() {
        return MADE.size();
    }

    /** How many of them are there still. */
    static long alive() {
        return MADE.stream().filter(made -> made.get() != null).count();
    }

    /** Collects until none is left; where some shall be left, as often as would do. */
    static void collect(int kept) {
        int rounds = kept > 0 ? ROUNDS_THAT_WOULD_DO : MOST_ROUNDS;
        for (int round = 0; round < rounds && alive() > 0; round++) {
            System.gc();
        }
    }
}
