package dev.ikat;

/** What can be iterated where each step may wait: Python's asynchronous iterable. */
@FunctionalInterface
public interface AsyncIterable<T> {
    /** A new iteration; a source whose elements are handed out once (a queue) shares them among its iterations. */
    AsyncIterator<T> iterator();
}
