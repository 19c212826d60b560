package dev.ikat.sync;

import dev.ikat.Operation;
import java.util.function.Supplier;

/** Puts an item at once if it is its turn, else waits. */
final class Put<T> extends Operation<Void> {
    private final Exchange<T> exchange;
    private final T item;
    private final Supplier<? extends RuntimeException> closed;

    Put(Exchange<T> exchange, T item, Supplier<? extends RuntimeException> closed) {
        this.exchange = exchange;
        this.item = item;
        this.closed = closed;
    }

    @Override
    @SuppressWarnings("NullAway") // Void has no other value
    protected Void attempt() {
        if (exchange.canPutInTurn()) {
            exchange.put(item);
            return null;
        }
        if (exchange.isClosed()) {
            throw closed.get();
        }
        return waitFor(new Putting<>(exchange, item, closed));
    }
}
