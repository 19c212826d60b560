package dev.ikat;

import dev.ikat.frame.Trampoline;
import org.jspecify.annotations.Nullable;

/** A coroutine that has its value; it has no state to spend, so it may be awaited again and again. */
final class Completed<T> extends Coroutine<T> {
    private final T value;

    Completed(T value) {
        super((frame, outcome, error, trampoline) -> null);
        this.value = value;
    }

    T value() {
        return value;
    }

    @Override
    protected @Nullable Object begin(Trampoline trampoline) {
        return value;
    }

    @Override
    public void close() {
        // nothing to give up
    }
}
