package dev.ikat.loop;

import java.nio.channels.spi.AbstractSelectableChannel;

/** A channel for a {@link FakePoller}, which never looks at it. */
final class FakeChannel extends AbstractSelectableChannel {
    FakeChannel() {
        super(null);
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}

    @Override
    public int validOps() {
        return ~0;
    }
}
