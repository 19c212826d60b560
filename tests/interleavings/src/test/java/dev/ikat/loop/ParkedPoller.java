package dev.ikat.loop;

import java.nio.channels.SelectableChannel;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * A poller without channels whose wait a model checker can see: a thread that waits without end is parked, and remains so
 * unless it is woken, which the checker reports as a deadlock. A wait with an end takes its time at once, in virtual time.
 */
public final class ParkedPoller implements Poller {
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile Thread waiting;
    private volatile long nowNanos;

    /** A loop with it, and with its time. */
    public static SelectorLoop loop() {
        ParkedPoller poller = new ParkedPoller();
        return new SelectorLoop(() -> poller.nowNanos, poller);
    }

    @Override
    public Key register(SelectableChannel channel, Object token) {
        throw new UnsupportedOperationException("this poller has no channels");
    }

    @Override
    public void poll(long timeoutNanos, Sink sink) {
        if (timeoutNanos >= 0) {
            long now = nowNanos; // written by the loop's thread only
            nowNanos = now + timeoutNanos;
        } else {
            waiting = Thread.currentThread();
            while (!woken.get()) {
                LockSupport.park(this);
            }
        }
        woken.set(false);
    }

    @Override
    public void wakeup() {
        woken.set(true);
        LockSupport.unpark(waiting);
    }

    @Override
    public int size() {
        return 0;
    }

    @Override
    public void close() {}
}
