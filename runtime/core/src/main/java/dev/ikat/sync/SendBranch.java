package dev.ikat.sync;

import java.util.function.Supplier;

/** Sends to a channel; one that is closed is ready too, to say so. */
final class SendBranch<T, R> extends ChannelBranch<T, R> implements Exchange.Writer<T> {
    private final T value;
    private final Supplier<? extends R> then;
    private boolean accepted;

    SendBranch(Selecting<?> select, Channel<T> channel, T value, Supplier<? extends R> then) {
        super(select, channel);
        this.value = value;
        this.then = then;
    }

    @Override
    boolean isReady() {
        return exchange.canPutInTurn() || exchange.isClosed();
    }

    @Override
    R commitNow() {
        return sent(channel.trySend(value));
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
    public T accept() {
        accepted = true;
        wakeUp();
        return value;
    }

    @Override
    R commit() {
        return sent(accepted || exchange.putWoken(value));
    }

    @Override
    void giveUp() {
        if (!accepted) {
            exchange.giveUpPut();
        }
    }

    private R sent(boolean sent) {
        chosen();
        if (!sent) {
            throw channel.closed();
        }
        return then.get();
    }
}
