package dev.ikat.sync;

import dev.ikat.Suspension;
import org.jspecify.annotations.Nullable;

/** A task that waits for an item, and makes of it what its await returns. */
abstract class Taking<T, R> extends Suspension<R> implements Exchange.Reader {
    private final Exchange<T> exchange;

    Taking(Exchange<T> exchange) {
        super(exchange.binding());
        this.exchange = exchange;
        exchange.await(this);
    }

    /** The task goes on, with the item, or with null where the end has come. */
    abstract R taken(@Nullable T item);

    @Override
    @SuppressWarnings("NullAway") // no more than a wake-up
    public final void wake() {
        complete(null);
    }

    @Override
    protected final R resume(R nothing) {
        return taken(exchange.takeWoken());
    }

    @Override
    protected final void abort() {
        if (isCancelled()) {
            exchange.withdraw(this);
        } else {
            exchange.giveUpTake();
        }
    }
}
