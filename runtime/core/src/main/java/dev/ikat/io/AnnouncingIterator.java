package dev.ikat.io;

import dev.ikat.AsyncIterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** An iterator that holds the element which its {@link #hasNext} announced, until that is taken. */
abstract class AnnouncingIterator<T> implements AsyncIterator<T> {
    /** Set by who finds the next element. */
    @Nullable
    T announced;

    @Override
    public final T next() {
        T element = announced;
        if (element == null) {
            throw new NoSuchElementException(
                    "no element was announced; await hasNext() before each next(), and go on while it answers true");
        }
        announced = null;
        return element;
    }
}
