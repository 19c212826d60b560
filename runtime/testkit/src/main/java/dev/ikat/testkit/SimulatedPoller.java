package dev.ikat.testkit;

import dev.ikat.loop.Clock;
import dev.ikat.loop.Poller;
import java.nio.channels.SelectableChannel;
import java.util.function.Supplier;

/**
 * Waiting takes no time and moves the clock on to when it would have ended. Waiting for nothing is a deadlock: no other thread
 * belongs to a simulation.
 */
final class SimulatedPoller implements Poller, Clock {
    private final Supplier<? extends Error> deadlock;
    /** Written by the loop's thread alone; others may ask for the time. */
    private volatile long nowNanos;

    private volatile boolean woken;

    SimulatedPoller(Supplier<? extends Error> deadlock) {
        this.deadlock = deadlock;
    }

    @Override
    public long nanoTime() {
        return nowNanos;
    }

    @Override
    public void poll(long timeoutNanos, Sink sink) {
        if (woken) {
            woken = false;
        } else if (timeoutNanos < 0) {
            throw deadlock.get();
        } else {
            long now = nowNanos;
            nowNanos = now + timeoutNanos;
        }
    }

    @Override
    public void wakeup() {
        woken = true;
    }

    @Override
    public Key register(SelectableChannel channel, Object token) {
        throw new UnsupportedOperationException("a simulation has no real sockets: " + channel
                + ". Run this part of the program with Ikat.run, or give it a simulated peer");
    }

    @Override
    public int size() {
        return 0;
    }

    @Override
    public void close() {
        // holds nothing
    }
}
