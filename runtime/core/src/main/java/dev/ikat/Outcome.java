package dev.ikat;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How something ended: with a value, or with an error, which may be a {@link CancelledError}. */
public sealed interface Outcome<T> {
    boolean isSuccess();

    /** The value; or throws the error, the same instance, as {@link Promise#result()} does. */
    T value();

    /** The error; null for a success, as {@link Promise#exception()}. */
    @Nullable
    Throwable error();

    /** It has a value. */
    record Success<T>(T value) implements Outcome<T> {
        @Override
        public boolean isSuccess() {
            return true;
        }

        @Override
        public @Nullable Throwable error() {
            return null;
        }
    }

    /** It failed or was cancelled. */
    record Failure<T>(Throwable error) implements Outcome<T> {
        public Failure {
            Objects.requireNonNull(error, "error");
        }

        @Override
        public boolean isSuccess() {
            return false;
        }

        @Override
        public T value() {
            throw Sneaky.raise(error);
        }
    }

    /**
     * How a promise ended.
     *
     * @throws InvalidStateException while it is pending
     */
    static <T> Outcome<T> of(Promise<T> promise) {
        if (promise.isCancelled()) {
            return new Failure<>(promise.cancellation());
        }
        Throwable error = promise.exception();
        return error == null ? new Success<>(promise.result()) : new Failure<>(error);
    }
}
