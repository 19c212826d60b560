package dev.ikat.loop;

import java.nio.channels.SelectableChannel;

/**
 * A channel on a {@link SelectorLoop}: the poller's token, the key that the user holds, and the entry of the ready
 * queue, so that readiness allocates nothing.
 *
 * <p>{@code readyOps} is 0 except while this stands in the ready queue, between the poll and the batch of one
 * iteration. Interest that was withdrawn in between is not told.
 */
final class Registration implements Poller.Key, Runnable {
    private final IoSource source;
    private final IoHandler handler;
    private final Poller.Key key;
    private int readyOps;

    Registration(IoSource source, Poller poller, SelectableChannel channel, IoHandler handler) {
        this.source = source;
        this.handler = handler;
        this.key = poller.register(channel, this);
    }

    /** Adds what the poller tells; true when this must be queued. */
    boolean becomeReady(int ops) {
        boolean queued = readyOps != 0;
        readyOps |= ops;
        return !queued && readyOps != 0;
    }

    @Override
    public void run() {
        int wanted = readyOps & key.interest();
        readyOps = 0;
        if (wanted != 0) {
            handler.ready(wanted);
        }
    }

    @Override
    public void interest(int ops) {
        source.owner.check();
        key.interest(ops);
    }

    @Override
    public int interest() {
        return key.interest();
    }

    @Override
    public void cancel() {
        source.owner.checkThread();
        key.cancel();
        source.keyCancelled();
    }

    @Override
    public String toString() {
        return "key[" + handler + "]";
    }
}
