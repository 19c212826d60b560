package dev.ikat;

/** A body that makes a coroutine from one argument. */
@FunctionalInterface
public interface AsyncFunction<A, T> {
    Coroutine<T> apply(A argument) throws Exception;
}
