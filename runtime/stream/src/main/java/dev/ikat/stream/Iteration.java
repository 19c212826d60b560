package dev.ikat.stream;

import dev.ikat.AsyncCloseable;
import dev.ikat.AsyncIterable;
import dev.ikat.AsyncIterator;
import dev.ikat.Coroutine;
import dev.ikat.Ikat;
import java.time.Duration;

/** An iteration by hand, for try-with-resources: leaving the block closes the iterator, if it is one to be closed. */
record Iteration<T>(AsyncIterator<? extends T> iterator) implements AsyncCloseable {
    static <T> Iteration<T> of(AsyncIterable<? extends T> source) {
        return new Iteration<>(source.iterator());
    }

    Coroutine<Boolean> hasNext() {
        return iterator.hasNext();
    }

    /** As {@link #hasNext()}, which is cancelled after that time; it ends a generator. */
    Coroutine<Boolean> hasNext(Duration limit) {
        return Ikat.timeout(limit, iterator.hasNext());
    }

    T next() {
        return iterator.next();
    }

    @Override
    public Coroutine<Void> closeAsync() {
        return iterator instanceof AsyncCloseable source ? source.closeAsync() : Ikat.done();
    }
}
