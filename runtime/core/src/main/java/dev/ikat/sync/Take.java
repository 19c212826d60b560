package dev.ikat.sync;

import dev.ikat.Operation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Takes the next item at once if it is its turn, else waits. */
final class Take<T> extends Operation<T> {
    private final Exchange<T> exchange;
    private final Supplier<? extends RuntimeException> closed;

    Take(Exchange<T> exchange, Supplier<? extends RuntimeException> closed) {
        this.exchange = exchange;
        this.closed = closed;
    }

    @Override
    protected @Nullable Object attempt() {
        return now(exchange, closed);
    }

    /** In the task that awaits it, as {@link Operation#attempt}. */
    static <T> @Nullable Object now(Exchange<T> exchange, Supplier<? extends RuntimeException> closed) {
        if (exchange.canTakeInTurn()) {
            return exchange.take();
        }
        if (exchange.isDrained()) {
            throw closed.get();
        }
        return waitFor(new Waiting<>(exchange, closed));
    }

    private static final class Waiting<T> extends Taking<T, T> {
        private final Supplier<? extends RuntimeException> closed;

        Waiting(Exchange<T> exchange, Supplier<? extends RuntimeException> closed) {
            super(exchange);
            this.closed = closed;
        }

        @Override
        T taken(@Nullable T item) {
            if (item == null) {
                throw closed.get();
            }
            return item;
        }
    }
}
