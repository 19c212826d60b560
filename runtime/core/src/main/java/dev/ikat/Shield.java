package dev.ikat;

import dev.ikat.loop.ErrorContext;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Ends as the promise that it shields, and keeps cancellations from it. A failure that comes when nobody waits any more
 * goes to the loop's exception handler.
 */
final class Shield<T> extends Promise<T> {
    private final Promise<T> inner;
    private final Consumer<Promise<T>> transfer = this::innerDone;

    private Shield(Promise<T> inner) {
        super(inner.kernel);
        this.inner = inner;
        inner.onDone(transfer);
    }

    /** What is done already needs no shield. */
    static <T> Promise<T> of(Awaitable<T> awaitable) {
        Promise<T> inner = Gather.startChild(Kernel.current(), awaitable, null);
        return inner.isDone() ? inner : new Shield<>(inner);
    }

    private void innerDone(Promise<T> done) {
        if (!isDone()) {
            settleAs(done);
        }
    }

    @Override
    Collection<? extends Promise<?>> waitsFor() {
        return List.of(inner);
    }

    @Override
    public boolean cancel(@Nullable String message) {
        boolean pending = super.cancel(message);
        if (pending) {
            inner.removeCallback(transfer);
            inner.onDone(this::abandoned);
        }
        return pending;
    }

    /** Others that await it get the error within this turn. */
    private void abandoned(Promise<T> done) {
        kernel.loop.callSoon(() -> reportUnseen(done));
    }

    private void reportUnseen(Promise<T> done) {
        Throwable error = done.failure();
        if (error != null && done.failedUnclaimed()) {
            done.markSeen();
            kernel.loop.callExceptionHandler(new ErrorContext(
                    "what was shielded failed after the shield was cancelled, and nobody else awaits it", error, done));
        }
    }
}
