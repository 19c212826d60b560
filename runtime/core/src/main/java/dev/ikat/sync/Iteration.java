package dev.ikat.sync;

import dev.ikat.Operation;
import dev.ikat.OperationIterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Takes one item after the other, until there will be no more. It holds the one that was announced, and nothing else. */
final class Iteration<T> extends OperationIterator<T> {
    private final Exchange<T> exchange;
    private @Nullable T announced;

    Iteration(Exchange<T> exchange) {
        this.exchange = exchange;
    }

    @Override
    public @Nullable Object attemptNext() {
        if (announced != null) {
            return true;
        }
        if (exchange.canTakeInTurn()) {
            return arrived(exchange.take());
        }
        return exchange.isDrained() ? false : Operation.waitFor(new Announcing());
    }

    private boolean arrived(@Nullable T item) {
        announced = item;
        return item != null;
    }

    @Override
    public T next() {
        T item = announced;
        if (item == null) {
            throw new NoSuchElementException(
                    "no element was announced; await hasNext() before each next(), and go on while it answers true");
        }
        announced = null;
        return item;
    }

    private final class Announcing extends Taking<T, Boolean> {
        Announcing() {
            super(exchange);
        }

        @Override
        Boolean taken(@Nullable T item) {
            return arrived(item);
        }
    }
}
