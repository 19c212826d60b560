package dev.ikat;

/** What {@code for (T item : each(…))} goes through: elements that may have to be waited for. */
@FunctionalInterface
public interface AsyncIterable<T> {
    AsyncIterator<T> iterator();
}
