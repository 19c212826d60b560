package dev.ikat.loop;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;

/** A poller whose waiting moves a clock, and whose readiness a test sets. */
final class FakePoller implements Poller {
    /** The timeouts of all polls. */
    final List<Long> timeouts = new ArrayList<>();

    /** Runs at each poll, in its place. */
    Runnable onPoll = () -> {};

    int wakeups;
    boolean closed;
    private final FakeClock clock;
    private final List<FakeKey> keys = new ArrayList<>();
    private final List<FakeKey> readied = new ArrayList<>();

    FakePoller(FakeClock clock) {
        this.clock = clock;
    }

    @Override
    public FakeKey register(SelectableChannel channel, Object token) {
        FakeKey key = new FakeKey(token);
        keys.add(key);
        return key;
    }

    /** The key that was registered as the n-th of those there are. */
    FakeKey key(int index) {
        return keys.get(index);
    }

    @Override
    public void poll(long timeoutNanos, Sink sink) {
        timeouts.add(timeoutNanos);
        int wakeupsBefore = wakeups;
        onPoll.run();
        if (readied.isEmpty() && wakeups == wakeupsBefore) {
            if (timeoutNanos < 0) {
                throw new AssertionError("the loop would wait for ever");
            }
            clock.nanos += timeoutNanos;
        }
        readied.forEach(key -> sink.ready(key.token, key.readyOps));
        readied.clear();
    }

    @Override
    public void wakeup() {
        wakeups++;
    }

    @Override
    public int size() {
        return keys.size();
    }

    @Override
    public void close() {
        closed = true;
        keys.clear();
    }

    final class FakeKey implements Key {
        private final Object token;
        private int interest;
        private int readyOps;

        FakeKey(Object token) {
            this.token = token;
        }

        /** The next poll tells this. */
        void ready(int ops) {
            readyOps = ops;
            readied.add(this);
        }

        @Override
        public void interest(int ops) {
            if (!keys.contains(this)) {
                throw new CancelledKeyException();
            }
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
