package dev.ikat;

import java.util.Iterator;

/**
 * A loop over {@code each(source)} as Java has it without weaving:
 *
 * <pre>
 *   var each = new PlainEach();
 *   try { for (T item : each.of(source)) { … } } catch (Throwable t) { each.failed(t); throw t; } finally { each.close(); }
 * </pre>
 */
public final class PlainEach {
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

    /** The loop is left by an exception, to which one of the closing is added; but a cancellation is thrown. */
    public void failed(Throwable reason) {
        try {
            close();
        } catch (Throwable error) {
            if (error instanceof CancelledError
                    && !(reason instanceof CancelledError)
                    && !(reason instanceof GeneratorExit)) {
                error.addSuppressed(reason);
                throw error;
            }
            if (error != reason) {
                reason.addSuppressed(error);
            }
        }
    }

    public void close() {
        boolean early = inside;
        inside = false;
        if (early && iterator instanceof AsyncCloseable source) {
            PlainAwait.sheltering(() -> PlainAwait.await(source.closeAsync()));
        }
    }
}
