package dev.ikat.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.function.Consumer;

/**
 * A poller on {@link Selector}, by its consumer form, which keeps no set of selected keys. A poll allocates nothing of
 * its own.
 *
 * <p>Two limits of the JDK's selector. Its timeouts are whole milliseconds: they are rounded up, so that a wait never
 * ends before its time, at most 1 ms after it. And it lets go of a cancelled key at the next select only: until then
 * the descriptor of a closed channel stays open, and the channel cannot be registered again ({@link #register} selects
 * once where it must). The set of keys is therefore counted less those that were cancelled since the last select.
 */
final class SelectorPoller implements Poller {
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Sink NOWHERE = (token, readyOps) -> {};

    private final Selector selector;
    private final Consumer<SelectionKey> tell = this::tell;
    private Sink sink = NOWHERE;
    private int cancelledSinceSelect;

    SelectorPoller() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("no selector could be opened", e);
        }
    }

    @Override
    public Key register(SelectableChannel channel, Object token) {
        SelectionKey previous = channel.keyFor(selector);
        if (previous != null && previous.isValid()) {
            throw new IllegalStateException("registered already: cancel the first key of " + channel);
        }
        if (previous != null) {
            forgetCancelled();
        }
        try {
            return new SelectorKey(channel.register(selector, 0, token));
        } catch (ClosedChannelException e) {
            throw new IllegalStateException("closed already, register it while it is open: " + channel, e);
        }
    }

    @Override
    public void poll(long timeoutNanos, Sink sink) {
        this.sink = sink;
        try {
            select(timeoutNanos);
        } finally {
            this.sink = NOWHERE;
        }
    }

    private void select(long timeoutNanos) {
        try {
            if (timeoutNanos == 0) {
                selector.selectNow(tell);
            } else if (timeoutNanos < 0) {
                selector.select(tell);
            } else {
                selector.select(tell, millisRoundedUp(timeoutNanos));
            }
            cancelledSinceSelect = 0;
        } catch (IOException e) {
            throw new UncheckedIOException("select failed", e);
        }
    }

    private void tell(SelectionKey key) {
        int readyOps;
        try {
            readyOps = key.readyOps();
        } catch (CancelledKeyException closedByAnotherThread) {
            return;
        }
        sink.ready(key.attachment(), readyOps);
    }

    /** What is ready meanwhile is told by the next poll: readiness is level-triggered. */
    private void forgetCancelled() {
        select(0);
    }

    static long millisRoundedUp(long nanos) {
        return nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI == 0 ? 0 : 1);
    }

    @Override
    public void wakeup() {
        selector.wakeup();
    }

    @Override
    public int size() {
        return selector.isOpen() ? selector.keys().size() - cancelledSinceSelect : 0;
    }

    @Override
    public void close() {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the selector could not be closed", e);
        }
    }

    private final class SelectorKey implements Key {
        private final SelectionKey key;

        SelectorKey(SelectionKey key) {
            this.key = key;
        }

        @Override
        public void interest(int ops) {
            key.interestOps(ops);
        }

        @Override
        public int interest() {
            try {
                return key.interestOps();
            } catch (CancelledKeyException cancelled) {
                return 0;
            }
        }

        @Override
        public void cancel() {
            if (key.isValid()) {
                key.cancel();
                cancelledSinceSelect++;
            }
        }
    }
}
