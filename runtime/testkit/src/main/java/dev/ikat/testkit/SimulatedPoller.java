package dev.ikat.testkit;

import dev.ikat.loop.Poller;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.spi.SelectorProvider;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Watches simulated sockets. What happens while its loop waits is up to the network: time goes on, other hosts work. The
 * sockets that are ready are told in the order in which they were registered.
 */
final class SimulatedPoller implements Poller {
    private final SelectorProvider channels;
    private final Waiting waiting;
    private final Set<SimulatedKey> keys = new LinkedHashSet<>();
    private volatile boolean woken;

    /** A socket that says what it is ready for: bits of {@link SelectionKey}. */
    interface Source {
        int readyOps();
    }

    /** Lets the world go on for so long, or until the poller has something to tell; negative is without end. */
    @FunctionalInterface
    interface Waiting {
        void pass(SimulatedPoller poller, long timeoutNanos);
    }

    SimulatedPoller(SelectorProvider channels, Waiting waiting) {
        this.channels = channels;
        this.waiting = waiting;
    }

    @Override
    public void poll(long timeoutNanos, Sink sink) {
        if (timeoutNanos != 0) {
            waiting.pass(this, timeoutNanos);
        }
        woken = false;
        for (SimulatedKey key : List.copyOf(keys)) {
            int ready = key.ready();
            if (ready != 0) {
                sink.ready(key.token, ready);
            }
        }
    }

    /** Whether a poll would not wait. */
    boolean isReady() {
        if (woken) {
            return true;
        }
        for (SimulatedKey key : keys) {
            if (key.ready() != 0) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void wakeup() {
        woken = true;
    }

    @Override
    public SelectorProvider channels() {
        return channels;
    }

    @Override
    public Key register(SelectableChannel channel, Object token) {
        if (!(channel instanceof Source source)) {
            throw new UnsupportedOperationException(
                    "a simulation has no real channels, and this is one: " + channel
                            + ". Run this part of the program with Ikat.run, or give it a simulated peer: Simulation.network()");
        }
        if (!channel.isOpen()) {
            throw new IllegalStateException("closed already, register it while it is open: " + channel);
        }
        SimulatedKey key = new SimulatedKey(source, token);
        keys.add(key);
        return key;
    }

    @Override
    public int size() {
        return keys.size();
    }

    @Override
    public void close() {
        keys.clear();
    }

    private final class SimulatedKey implements Key {
        private final Source source;
        private final Object token;
        private int interest;

        SimulatedKey(Source source, Object token) {
            this.source = source;
            this.token = token;
        }

        int ready() {
            return interest == 0 ? 0 : source.readyOps() & interest;
        }

        @Override
        public void interest(int ops) {
            interest = ops;
        }

        @Override
        public int interest() {
            return interest;
        }

        @Override
        public void cancel() {
            interest = 0;
            keys.remove(this);
        }
    }
}
