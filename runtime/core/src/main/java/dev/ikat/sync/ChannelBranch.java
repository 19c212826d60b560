package dev.ikat.sync;

import java.util.concurrent.atomic.AtomicLong;

/** A case of a channel; it remembers when it was chosen, so that channels that are ready all the time take turns. */
abstract class ChannelBranch<T, R> extends Branch<R> {
    /** Counts the choices of all loops; within one their order is the same in each run. */
    private static final AtomicLong CHOICES = new AtomicLong();

    final Channel<T> channel;
    final Exchange<T> exchange;

    ChannelBranch(Selecting<?> select, Channel<T> channel) {
        super(select);
        this.channel = channel;
        this.exchange = channel.exchange();
    }

    @Override
    final long order() {
        return channel.chosenAt;
    }

    final void wakeUp() {
        select.win(this);
    }

    final void chosen() {
        channel.chosenAt = CHOICES.incrementAndGet();
    }
}
