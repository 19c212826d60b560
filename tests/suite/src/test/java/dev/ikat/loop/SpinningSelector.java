package dev.ikat.loop;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.AbstractSelectableChannel;
import java.nio.channels.spi.AbstractSelectionKey;
import java.nio.channels.spi.AbstractSelector;
import java.nio.channels.spi.SelectorProvider;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** A selector that never waits and tells nothing, unless a test says otherwise. */
final class SpinningSelector extends AbstractSelector {
    /** Runs at each select, in its place. */
    Runnable onSelect = () -> {};

    int selects;
    int wakeups;
    private final Set<SelectionKey> keys = new HashSet<>();

    SpinningSelector() {
        super(SelectorProvider.provider());
    }

    @Override
    protected SelectionKey register(AbstractSelectableChannel channel, int ops, Object attachment) {
        SpinningKey key = new SpinningKey(channel);
        key.interestOps(ops);
        key.attach(attachment);
        keys.add(key);
        return key;
    }

    @Override
    public int select(Consumer<SelectionKey> action, long timeoutMillis) {
        selects++;
        onSelect.run();
        return 0;
    }

    @Override
    public int selectNow(Consumer<SelectionKey> action) {
        return 0;
    }

    @Override
    public int select(long timeoutMillis) {
        throw new UnsupportedOperationException();
    }

    @Override
    public int select() {
        throw new UnsupportedOperationException();
    }

    @Override
    public int selectNow() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<SelectionKey> keys() {
        return keys;
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
        return Set.of();
    }

    @Override
    public Selector wakeup() {
        wakeups++;
        return this;
    }

    @Override
    protected void implCloseSelector() {
        keys.forEach(key -> deregister((AbstractSelectionKey) key));
    }

    private final class SpinningKey extends AbstractSelectionKey {
        private final AbstractSelectableChannel channel;
        private int interest;

        SpinningKey(AbstractSelectableChannel channel) {
            this.channel = channel;
        }

        @Override
        public AbstractSelectableChannel channel() {
            return channel;
        }

        @Override
        public Selector selector() {
            return SpinningSelector.this;
        }

        @Override
        public int interestOps() {
            requireValid();
            return interest;
        }

        @Override
        public SelectionKey interestOps(int ops) {
            requireValid();
            interest = ops;
            return this;
        }

        private void requireValid() {
            if (!isValid()) {
                throw new CancelledKeyException();
            }
        }

        @Override
        public int readyOps() {
            return 0;
        }
    }
}
