package dev.ikat;

import dev.ikat.frame.Body;
import dev.ikat.frame.Trampoline;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The body of an asynchronous generator that emits what another source has, and closes that when it is closed. */
final class AsyncElements extends Coroutine<Object> {
    private static final int EMITTING = 1;
    private static final int ASKING = 2;
    private static final int CLOSING = 3;

    private static final Body BODY = (frame, value, error, trampoline) ->
            frame == null ? null : ((AsyncElements) frame).step(value, error, trampoline);

    private final AsyncIterator<?> iterator;
    private @Nullable Throwable failure;

    AsyncElements(AsyncIterable<?> source) {
        super(BODY);
        this.iterator = source.iterator();
    }

    private @Nullable Object step(@Nullable Object value, @Nullable Throwable error, Trampoline trampoline)
            throws Throwable {
        if (label == CLOSING) {
            throw closed(error, trampoline);
        }
        if (error != null) {
            return failed(error, trampoline);
        }
        if (label == EMITTING && value != null) {
            throw new IllegalStateException(
                    "a value was sent while emitAll emits a source that takes none;" + " send null, or emit in a loop");
        }
        Object answer = value;
        if (label != ASKING) {
            label = ASKING;
            try {
                answer = trampoline.begin(iterator.hasNext());
            } catch (Throwable atOnce) {
                return failed(atOnce, trampoline);
            }
            if (answer == SUSPENDED) {
                trampoline.link(this);
                return SUSPENDED;
            }
        }
        if (!Boolean.TRUE.equals(answer)) {
            return null;
        }
        label = EMITTING;
        trampoline.emit(iterator.next());
        return EMITTED;
    }

    /** Closes the source, but a generator that has failed: that has ended by it. */
    private Object failed(Throwable error, Trampoline trampoline) throws Throwable {
        boolean hasEnded = label == ASKING && iterator instanceof AsyncGenerator<?>;
        if (!hasEnded && iterator instanceof AsyncCloseable source) {
            return close(source, error, trampoline);
        }
        throw error;
    }

    private Object close(AsyncCloseable source, Throwable reason, Trampoline trampoline) throws Throwable {
        failure = reason;
        label = CLOSING;
        try {
            if (trampoline.begin(Closings.sheltered(source.closeAsync())) == SUSPENDED) {
                trampoline.link(this);
                return SUSPENDED;
            }
        } catch (Throwable error) {
            throw closed(error, trampoline);
        }
        throw reason;
    }

    /** What ends it once the source is closed. */
    private Throwable closed(@Nullable Throwable error, Trampoline trampoline) {
        Throwable reason = Objects.requireNonNull(failure);
        if (error == null || error == reason) {
            return reason;
        }
        if (reason instanceof GeneratorExit) {
            return error;
        }
        if (isCancellation(error, trampoline) && !isCancellation(reason, trampoline)) { // which is not to be lost
            error.addSuppressed(reason);
            return error;
        }
        reason.addSuppressed(error);
        return reason;
    }

    private static boolean isCancellation(Throwable error, Trampoline task) {
        return error instanceof CancelledError cancelled && cancelled.source() == task;
    }
}
