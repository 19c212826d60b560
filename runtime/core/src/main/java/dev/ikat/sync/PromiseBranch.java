package dev.ikat.sync;

import dev.ikat.Promise;
import java.util.function.Consumer;
import java.util.function.Function;

/** Waits for a promise, which stays what it is when another case is chosen. */
final class PromiseBranch<T, R> extends Branch<R> {
    private final Promise<T> promise;
    private final Function<? super T, ? extends R> then;
    private final Consumer<Promise<T>> callback = done -> select.win(this);

    PromiseBranch(Selecting<?> select, Promise<T> promise, Function<? super T, ? extends R> then) {
        super(select);
        this.promise = promise;
        this.then = then;
    }

    @Override
    boolean isReady() {
        return promise.isDone();
    }

    @Override
    long order() {
        return FIRST;
    }

    @Override
    R commitNow() {
        return then.apply(promise.result());
    }

    @Override
    void await() {
        promise.onDone(callback);
    }

    @Override
    void withdraw() {
        promise.removeCallback(callback);
    }

    @Override
    R commit() {
        return commitNow();
    }

    @Override
    void giveUp() {
        // the promise stays done
    }
}
