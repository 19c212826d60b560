package dev.ikat.benchmarks;

/** A queue of callbacks and nothing else: what is left of a loop that checks nothing. Shows what the loop itself costs. */
final class BareRing {
    private final Runnable[] ring;
    private int head;
    private int tail;

    /** The capacity is a power of two. */
    BareRing(int capacity) {
        ring = new Runnable[capacity];
    }

    void add(Runnable callback) {
        ring[tail++ & (ring.length - 1)] = callback;
    }

    void runUntilEmpty() {
        while (head != tail) {
            take().run();
        }
    }

    void run(int callbacks) {
        for (int i = 0; i < callbacks; i++) {
            take().run();
        }
    }

    private Runnable take() {
        int index = head++ & (ring.length - 1);
        Runnable callback = ring[index];
        ring[index] = null;
        return callback;
    }

    /** The callback that posts itself again, here. */
    static final class Repost implements Runnable {
        private final BareRing ring;
        private int left;

        Repost(BareRing ring, int times) {
            this.ring = ring;
            this.left = times;
        }

        @Override
        public void run() {
            if (left-- > 0) {
                ring.add(this);
            }
        }
    }
}
