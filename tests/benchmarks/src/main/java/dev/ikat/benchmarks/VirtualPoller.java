package dev.ikat.benchmarks;

import dev.ikat.loop.Poller;
import java.nio.channels.SelectableChannel;

/** Waiting takes no time and moves the clock on; there are no channels. */
public final class VirtualPoller implements Poller {
    /** The time, for the clock of the loop. */
    public long nowNanos;

    /** How much later than asked for it wakes each time. */
    public long lateNanos;

    @Override
    public void poll(long timeoutNanos, Sink sink) {
        nowNanos += Math.max(0, timeoutNanos) + lateNanos;
    }

    @Override
    public Key register(SelectableChannel channel, Object token) {
        throw new UnsupportedOperationException("no channels here");
    }

    @Override
    public void wakeup() {}

    @Override
    public int size() {
        return 0;
    }

    @Override
    public void close() {}
}
