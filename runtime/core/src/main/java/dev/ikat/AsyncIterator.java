package dev.ikat;

/**
 * One iteration: {@code while (await(iterator.hasNext())) use(iterator.next());}. For one task at a time, on the loop's
 * thread.
 */
public interface AsyncIterator<T> {
    /** Waits until the next element is there (true) or the end is (false). Awaited again without {@link #next}: the same. */
    Coroutine<Boolean> hasNext();

    /**
     * The element that {@link #hasNext} announced, without waiting.
     *
     * @throws java.util.NoSuchElementException when hasNext was not awaited since the last element, or answered false
     */
    T next();
}
