package dev.ikat;

import java.util.Objects;
import java.util.concurrent.Flow;

/** What a publisher sends, as an asynchronous iterable. */
record PublishedElements<T>(Flow.Publisher<? extends T> publisher, int window) implements AsyncIterable<T> {
    PublishedElements {
        Objects.requireNonNull(publisher, "from(null): there is nothing to subscribe to");
        if (window < 1) {
            throw new IllegalArgumentException("a window of " + window + ": request one element ahead or more");
        }
    }

    @Override
    public AsyncIterator<T> iterator() {
        return new SubscribedIterator<>(publisher, window);
    }
}
