package dev.ikat;

import java.util.Iterator;

/**
 * A loop over {@code each(source)} as Java has it without weaving:
 *
 * <pre>
 *   try (var each = new PlainEach()) { for (T item : each.of(source)) { … } }
 * </pre>
 */
public final class PlainEach implements AutoCloseable {
    private AsyncIterator<?> iterator;

    /**
     * Between an answer that there is an element and the next question: only there a loop is left early; also where that
     * question fails, but for a generator, which has ended by that.
     */
    private boolean inside;

    public <T> Iterable<T> of(AsyncIterable<T> source) {
        return () -> {
            AsyncIterator<T> asked = source.iterator();
            iterator = asked;
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    inside = !(asked instanceof AsyncGenerator<?>);
                    inside = PlainAwait.await(asked.hasNext());
                    return inside;
                }

                @Override
                public T next() {
                    return asked.next();
                }
            };
        };
    }

    @Override
    public void close() {
        if (inside && iterator instanceof AsyncCloseable source) {
            PlainAwait.await(source.closeAsync());
        }
    }
}
