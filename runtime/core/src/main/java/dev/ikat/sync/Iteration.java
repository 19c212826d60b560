package dev.ikat.sync;

import dev.ikat.AsyncIterator;
import dev.ikat.Coroutine;
import dev.ikat.Operation;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Takes one item after the other, until there will be no more. It holds the one that was announced, and nothing else. */
final class Iteration<T> implements AsyncIterator<T> {
    private final Exchange<T> exchange;
    private @Nullable T announced;

    Iteration(Exchange<T> exchange) {
        this.exchange = exchange;
    }

    @Override
    public Coroutine<Boolean> hasNext() {
        return new Announce();
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

    private final class Announce extends Operation<Boolean> {
        @Override
        protected Object attempt() {
            if (announced != null) {
                return true;
            }
            if (exchange.canTakeInTurn()) {
                return arrived(exchange.take());
            }
            return exchange.isDrained() ? false : waitFor(new Announcing());
        }
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
