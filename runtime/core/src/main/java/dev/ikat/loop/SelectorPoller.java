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
 *
 * <p><b>Spinning.</b> Selectors have been seen that no longer wait, and return at once with nothing, so that a loop turns
 * at full speed. After {@value #MAX_EARLY_RETURNS} such returns in a row, without a wake-up or an interrupt that would be
 * a reason, the selector is replaced, and every key moves to the new one. Where no new one can be had the old one stays,
 * for as many returns more. The clock is read only after a wait that has ended with nothing.
 */
final class SelectorPoller implements Poller {
    static final int MAX_EARLY_RETURNS = 512;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Sink NOWHERE = (token, readyOps) -> {};

    /** Opens selectors. */
    @FunctionalInterface
    interface Opener {
        Selector open() throws IOException;
    }

    private final Opener opener;
    private final Clock clock;
    private final Consumer<SelectionKey> tell = this::tell;

    /** Written by the loop's thread; {@link #wakeup} reads it. */
    private volatile Selector selector;

    /** Set before a wake-up is sent, by any thread, and taken back by the poll that it ends. */
    private volatile boolean woken;

    private Sink sink = NOWHERE;
    private int cancelledSinceSelect;

    /** Waits in a row that have ended with nothing; the first of them may have had its time. */
    private int emptyReturns;

    private int rebuilds;

    SelectorPoller() {
        this(Selector::open, Clock.system());
    }

    SelectorPoller(Opener opener, Clock clock) {
        this.opener = opener;
        this.clock = clock;
        try {
            selector = opener.open();
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
            return new SelectorKey(channel, selector, token);
        } catch (ClosedChannelException e) {
            throw new IllegalStateException("closed already, register it while it is open: " + channel, e);
        }
    }

    @Override
    public void poll(long timeoutNanos, Sink sink) {
        this.sink = sink;
        try {
            if (timeoutNanos == 0) {
                select(0);
            } else {
                selectAndWatch(timeoutNanos);
            }
        } finally {
            this.sink = NOWHERE;
        }
    }

    private void selectAndWatch(long timeoutNanos) {
        boolean timed = timeoutNanos > 0 && emptyReturns > 0;
        long beganNanos = timed ? clock.nanoTime() : 0;
        int told = select(timeoutNanos);
        boolean excused = woken || Thread.currentThread().isInterrupted();
        woken = false;
        if (told > 0 || excused || (timed && clock.nanoTime() - beganNanos >= timeoutNanos)) {
            emptyReturns = 0;
        } else if (++emptyReturns >= MAX_EARLY_RETURNS) {
            emptyReturns = 0;
            rebuild();
        }
    }

    /** How many keys were told. */
    private int select(long timeoutNanos) {
        try {
            int told = timeoutNanos == 0
                    ? selector.selectNow(tell)
                    : selector.select(tell, timeoutNanos < 0 ? 0 : millisRoundedUp(timeoutNanos));
            cancelledSinceSelect = 0;
            return told;
        } catch (IOException e) {
            throw new UncheckedIOException("select failed", e);
        }
    }

    @SuppressWarnings("NullAway") // each key has its attachment
    private void tell(SelectionKey key) {
        int readyOps;
        try {
            readyOps = key.readyOps();
        } catch (CancelledKeyException closedByAnotherThread) {
            return;
        }
        sink.ready(((SelectorKey) key.attachment()).token, readyOps);
    }

    /** What is ready meanwhile is told by the next poll: readiness is level-triggered. */
    private void forgetCancelled() {
        select(0);
    }

    private void rebuild() {
        Selector old = selector;
        Selector fresh;
        try {
            fresh = opener.open();
        } catch (IOException noneToBeHad) {
            return;
        }
        for (SelectionKey key : old.keys()) {
            if (key.isValid()) {
                move(key, fresh);
            }
        }
        cancelledSinceSelect = 0;
        rebuilds++;
        selector = fresh;
        if (woken) {
            fresh.wakeup(); // the one that was sent meanwhile may have gone to the old one
        }
        close(old);
        String replaced = "a selector returned " + MAX_EARLY_RETURNS
                + " times in a row at once and with nothing; it was replaced by a new one";
        System.getLogger("dev.ikat.loop").log(System.Logger.Level.WARNING, replaced);
    }

    @SuppressWarnings("NullAway") // each key has its attachment
    private static void move(SelectionKey key, Selector fresh) {
        try {
            ((SelectorKey) key.attachment()).moveTo(fresh);
        } catch (ClosedChannelException | CancelledKeyException closedByAnotherThread) {
            // it has no place in the new one
        }
    }

    /** How often the selector was replaced. */
    int rebuilds() {
        return rebuilds;
    }

    static long millisRoundedUp(long nanos) {
        return nanos / NANOS_PER_MILLI + (nanos % NANOS_PER_MILLI == 0 ? 0 : 1);
    }

    @Override
    public void wakeup() {
        woken = true;
        selector.wakeup();
    }

    @Override
    public int size() {
        return selector.isOpen() ? selector.keys().size() - cancelledSinceSelect : 0;
    }

    @Override
    public void close() {
        close(selector);
    }

    private static void close(Selector selector) {
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the selector could not be closed", e);
        }
    }

    private final class SelectorKey implements Key {
        final Object token;

        /** In the selector of now; the attachment of it is this. */
        private SelectionKey key;

        SelectorKey(SelectableChannel channel, Selector selector, Object token) throws ClosedChannelException {
            this.token = token;
            key = channel.register(selector, 0);
            key.attach(this);
        }

        void moveTo(Selector fresh) throws ClosedChannelException {
            key = key.channel().register(fresh, key.interestOps(), this);
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
