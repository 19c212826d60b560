package dev.ikat;

/** Elements one after the other, each of which may have to be waited for; on its loop's thread, by one task at a time. */
public interface AsyncIterator<T> {
    /** Waits until there is an element or the end; another call without {@link #next()} between answers the same. */
    Coroutine<Boolean> hasNext();

    /**
     * The element that {@link #hasNext()} has found.
     *
     * @throws java.util.NoSuchElementException when there is none
     */
    T next();
}
