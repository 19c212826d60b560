package dev.ikat.sync;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Receives from a channel; one that is closed and empty is ready too, to say so. */
final class ReceiveBranch<T, R> extends ChannelBranch<T, R> implements Exchange.Reader {
    private final Function<? super T, ? extends R> then;

    ReceiveBranch(Selecting<?> select, Channel<T> channel, Function<? super T, ? extends R> then) {
        super(select, channel);
        this.then = then;
    }

    @Override
    boolean isReady() {
        return exchange.canTakeInTurn() || exchange.isDrained();
    }

    @Override
    R commitNow() {
        return received(exchange.isDrained() ? null : exchange.take());
    }

    @Override
    void await() {
        exchange.binding().check();
        exchange.await(this);
    }

    @Override
    void withdraw() {
        exchange.withdraw(this);
    }

    @Override
    public void wake() {
        wakeUp();
    }

    @Override
    R commit() {
        return received(exchange.takeWoken());
    }

    @Override
    void giveUp() {
        exchange.giveUpTake();
    }

    private R received(@Nullable T value) {
        chosen();
        if (value == null) {
            throw channel.closed();
        }
        return then.apply(value);
    }
}
