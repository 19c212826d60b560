package dev.ikat.sync;

import dev.ikat.Operation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

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
    protected @Nullable Object attempt() {
        return now(exchange, item, closed);
    }

    /** In the task that awaits it, as {@link Operation#attempt}. */
    static <T> @Nullable Object now(Exchange<T> exchange, T item, Supplier<? extends RuntimeException> closed) {
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
