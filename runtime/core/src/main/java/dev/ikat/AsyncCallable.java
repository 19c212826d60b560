package dev.ikat;

/** A body that makes a coroutine; what {@code start(() -> …)} takes. */
@FunctionalInterface
public interface AsyncCallable<T> {
    Coroutine<T> call() throws Exception;
}
