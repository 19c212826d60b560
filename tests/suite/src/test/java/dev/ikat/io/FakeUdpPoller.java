package dev.ikat.io;

import dev.ikat.loop.Poller;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.util.ArrayList;
import java.util.List;

/** Polls {@link FakeUdp} channels. It does not wait: what would never end fails as a deadlock. */
final class FakeUdpPoller implements Poller {
    private final List<FakeKey> keys = new ArrayList<>();
    private volatile boolean woken;

    /** What all keys wait for. */
    int interest() {
        return keys.stream().mapToInt(FakeKey::interest).reduce(0, (one, other) -> one | other);
    }

    @Override
    public Key register(SelectableChannel channel, Object token) {
        FakeKey key = new FakeKey((FakeUdp) channel, token);
        keys.add(key);
        return key;
    }

    @Override
    public void poll(long timeoutNanos, Sink sink) {
        boolean told = false;
        for (FakeKey key : List.copyOf(keys)) {
            int ready = key.channel.readyOps() & key.interest;
            if (ready != 0) {
                sink.ready(key.token, ready);
                told = true;
            }
        }
        if (timeoutNanos < 0 && !told && !woken) {
            throw new AssertionError("deadlock: nothing is ready, and nothing will become so");
        }
        woken = false;
    }

    @Override
    public void wakeup() {
        woken = true;
    }

    @Override
    public int size() {
        return keys.size();
    }

    @Override
    public void close() {
        keys.clear();
    }

    private final class FakeKey implements Key {
        private final FakeUdp channel;
        private final Object token;
        private int interest;

        FakeKey(FakeUdp channel, Object token) {
            this.channel = channel;
            this.token = token;
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
