package dev.ikat.sync;

import dev.ikat.Awaitable;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import dev.ikat.Suspension;
import java.util.function.Supplier;

/** A task that waits for room for its item. */
final class Putting<T> extends Suspension<Void> implements Exchange.Writer<T> {
    private static final Coroutine<Void> DONE = Ikat.done();

    private final Exchange<T> exchange;
    private final T item;
    private final Supplier<? extends RuntimeException> closed;
    private boolean accepted;

    private Putting(Exchange<T> exchange, T item, Supplier<? extends RuntimeException> closed) {
        this.exchange = exchange;
        this.item = item;
        this.closed = closed;
        exchange.await(this);
    }

    /** Puts the item at once if it is its turn, else waits. */
    static <T> Awaitable<Void> begin(Exchange<T> exchange, T item, Supplier<? extends RuntimeException> closed) {
        if (exchange.canPutInTurn()) {
            exchange.put(item);
            return DONE;
        }
        if (exchange.isClosed()) {
            throw closed.get();
        }
        return new Putting<>(exchange, item, closed);
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
