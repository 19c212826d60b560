package dev.ikat.testkit;

import dev.ikat.loop.Clock;
import java.util.PriorityQueue;

/**
 * Simulated time, and what is to happen at which time outside of the hosts: messages arrive, connections give up. What is to
 * happen at the same time does so in the order in which it was set. Time goes on only where it is told to.
 */
final class Timeline implements Clock {
    static final long NEVER = Long.MAX_VALUE;

    private final PriorityQueue<Moment> moments = new PriorityQueue<>();
    private long number;

    /** Written by the simulation's thread alone; others may ask for the time. */
    private volatile long nowNanos;

    private record Moment(long nanos, long number, Runnable event) implements Comparable<Moment> {
        @Override
        public int compareTo(Moment other) {
            return nanos != other.nanos ? Long.compare(nanos, other.nanos) : Long.compare(number, other.number);
        }
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    void at(long nanos, Runnable event) {
        moments.add(new Moment(Math.max(nanos, nowNanos), number++, event));
    }

    void after(long nanos, Runnable event) {
        at(nowNanos + nanos, event);
    }

    /** When the next event is; {@link #NEVER} without any. */
    long nextNanos() {
        Moment next = moments.peek();
        return next == null ? NEVER : next.nanos;
    }

    /** Does not go back. */
    void moveTo(long nanos) {
        if (nanos > nowNanos) {
            nowNanos = nanos;
        }
    }

    /** Has happen what is due. */
    void runDue() {
        for (Moment next = moments.peek(); next != null && next.nanos <= nowNanos; next = moments.peek()) {
            moments.remove();
            next.event.run();
        }
    }
}
