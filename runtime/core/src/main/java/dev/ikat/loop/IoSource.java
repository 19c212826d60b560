package dev.ikat.loop;

import java.nio.channels.SelectableChannel;

/**
 * The loop's side of its poller: when to ask it, and where readiness goes. Owned by the loop's thread.
 *
 * <p>A select costs a system call, dearer than many callbacks. So while callbacks are ready the poller is asked at
 * every {@value #MAX_ITERATIONS}th iteration or after {@value #MAX_NANOS} ns, whichever comes first; without keys not
 * at all. After a cancel it is asked in the next iteration, since only that frees the descriptor of a closed channel.
 */
final class IoSource {
    static final int MAX_ITERATIONS = 16;
    static final long MAX_NANOS = 1_000_000;

    final LoopOwner owner;
    private final Poller poller;
    private final ReadyQueue ready;
    private final Poller.Sink sink = this::ready;
    private int keys;
    private boolean cancelled;
    private int iterationsSincePoll = MAX_ITERATIONS;
    private long polledNanos;

    IoSource(LoopOwner owner, Poller poller, ReadyQueue ready) {
        this.owner = owner;
        this.poller = poller;
        this.ready = ready;
    }

    Poller.Key register(SelectableChannel channel, IoHandler handler) {
        Registration registration = new Registration(this, poller, channel, handler);
        keys = poller.size();
        return registration;
    }

    boolean hasKeys() {
        return keys > 0;
    }

    /** Whether {@link #pollIfDue} may have anything to do. */
    boolean wantsPolls() {
        return keys > 0 || cancelled;
    }

    int keys() {
        return poller.size();
    }

    void keyCancelled() {
        keys = poller.size();
        cancelled = true;
    }

    /** Asks without waiting, when it is time to. */
    void pollIfDue(long nowNanos) {
        if (cancelled || (hasKeys() && isDue(nowNanos))) {
            poll(0);
            polledNanos = nowNanos;
        }
    }

    private boolean isDue(long nowNanos) {
        return ready.isEmpty() || ++iterationsSincePoll >= MAX_ITERATIONS || nowNanos - polledNanos >= MAX_NANOS;
    }

    /** Waits; the caller reads the clock after it, and then calls {@link #waited}. */
    void poll(long timeoutNanos) {
        iterationsSincePoll = 0;
        cancelled = false;
        poller.poll(timeoutNanos, sink);
        keys = poller.size();
    }

    /** The wait ended at this time: only now does the next poll begin to be due. */
    void waited(long nowNanos) {
        polledNanos = nowNanos;
    }

    private void ready(Object token, int readyOps) {
        Registration registration = (Registration) token;
        if (registration.becomeReady(readyOps)) {
            ready.add(registration);
        }
    }
}
