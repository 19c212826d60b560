package dev.ikat.sync;

import dev.ikat.Suspension;
import java.util.function.Supplier;

/** A task that waits for room for its item. */
final class Putting<T> extends Suspension<Void> implements Exchange.Writer<T> {
    private final Exchange<T> exchange;
    private final T item;
    private final Supplier<? extends RuntimeException> closed;
    private boolean accepted;

    Putting(Exchange<T> exchange, T item, Supplier<? extends RuntimeException> closed) {
        super(exchange.binding());
        this.exchange = exchange;
        this.item = item;
        this.closed = closed;
        exchange.await(this);
    }

    @Override
    @SuppressWarnings("NullAway") // no more than a wake-up
    public void wake() {
        complete(null);
    }

    @Override
    public T accept() {
        accepted = true;
        wake();
        return item;
    }

    @Override
    protected Void resume(Void nothing) {
        if (!accepted && !exchange.putWoken(item)) {
            throw closed.get();
        }
        return nothing;
    }

    @Override
    protected void abort() {
        if (isCancelled()) {
            exchange.withdraw(this);
        } else if (!accepted) {
            exchange.giveUpPut();
        }
    }
}
