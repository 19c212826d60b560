package dev.ikat.io;

import dev.ikat.Promise;
import dev.ikat.Suspension;
import java.util.function.Consumer;

/** A task that waits for a promise which others need as well: cancelling the wait leaves the promise alone. */
final class Watch<T> extends Suspension<T> {
    private final Promise<T> watched;
    private final Consumer<Promise<T>> ended = this::ended;

    Watch(Promise<T> watched) {
        this.watched = watched;
        watched.onDone(ended);
    }

    private void ended(Promise<T> promise) {
        if (isDone()) {
            return;
        }
        if (promise.isCancelled()) {
            cancel("what was waited for was cancelled");
            return;
        }
        Throwable error = promise.exception();
        if (error == null) {
            complete(promise.result());
        } else {
            fail(error);
        }
    }

    @Override
    protected void abort() {
        watched.removeCallback(ended);
    }
}
