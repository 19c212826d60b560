package dev.ikat.woven;

import dev.ikat.AsyncCloseable;
import dev.ikat.AsyncGenerator;
import dev.ikat.AsyncIterable;
import dev.ikat.AsyncIterator;
import dev.ikat.CancelledError;
import dev.ikat.Closings;
import dev.ikat.Coroutine;
import dev.ikat.GeneratorExit;
import dev.ikat.Ikat;
import dev.ikat.OperationIterator;
import dev.ikat.StateMachine;
import dev.ikat.frame.Trampoline;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * What {@code for (T item : each(source))} iterates in a woven method, which awaits {@link #more} in place of {@code
 * hasNext()}, and {@link #leave} where the loop is left otherwise than by its end.
 */
public final class Each<T> implements Iterator<T> {
    private final AsyncIterator<T> iterator;

    /** The iterator, where that is to be closed. */
    private final @Nullable AsyncCloseable source;

    /** Whether its source is to be closed when {@code hasNext} fails: a generator has ended by that. */
    private final boolean closesFailed;

    /** The iterator, where nothing is to be closed and it can do without coroutines. */
    private final @Nullable OperationIterator<T> operations;

    private Each(AsyncIterator<T> iterator) {
        this.iterator = iterator;
        this.source = iterator instanceof AsyncCloseable closeable ? closeable : null;
        this.closesFailed = source != null && !(source instanceof AsyncGenerator<?>);
        this.operations = source == null && iterator instanceof OperationIterator<T> attempting ? attempting : null;
    }

    /** In place of {@code Ikat.each}. */
    public static <T> Iterable<T> of(AsyncIterable<T> source) {
        Objects.requireNonNull(source, "each(null): there is nothing to iterate");
        return () -> new Each<>(source.iterator());
    }

    /** In place of {@code Ikat.each}, for a publisher. */
    public static <T> Iterable<T> of(Flow.Publisher<T> source) {
        Objects.requireNonNull(source, "each(null): there is nothing to iterate");
        return of(AsyncIterable.from(source));
    }

    /** In place of {@code iterator.hasNext()}, for any iterator. */
    public static Coroutine<Boolean> more(Iterator<?> iterator) {
        if (!(iterator instanceof Each<?> each)) {
            return Coroutine.of(iterator.hasNext());
        }
        return each.closesFailed ? new More(each) : each.iterator.hasNext();
    }

    /** An await of {@link #more}. */
    public static @Nullable Object awaitMore(Iterator<?> iterator, Trampoline trampoline) throws Throwable {
        OperationIterator<?> operations = iterator instanceof Each<?> each ? each.operations : null;
        return operations == null ? Trampoline.await(more(iterator), trampoline) : operations.attemptNext();
    }

    /** The loop is left before its end. */
    public static Coroutine<Void> leave(Iterator<?> iterator) {
        AsyncCloseable source = closeable(iterator);
        return source == null ? NOTHING : Closings.sheltered(source.closeAsync());
    }

    /**
     * The loop is left by an exception: one of the closing is added to it. But a cancellation of the task that arrives
     * meanwhile is thrown, with the other added to it, so that it is not lost to whoever catches the other: as in Python,
     * where an exception of a finally block takes the place of the one under way.
     */
    public static Coroutine<Void> leave(Iterator<?> iterator, Throwable reason) {
        AsyncCloseable source = closeable(iterator);
        return source == null ? NOTHING : new Leaving(source, reason);
    }

    @SuppressWarnings("NullAway") // Void has no other value
    private static final Coroutine<Void> NOTHING = Coroutine.of(null);

    private static @Nullable AsyncCloseable closeable(Iterator<?> iterator) {
        return iterator instanceof Each<?> each ? each.source : null;
    }

    /**
     * Not called by woven code.
     *
     * @throws IllegalStateException always
     */
    @Override
    public boolean hasNext() {
        throw new IllegalStateException(
                "an iterator of each(…) was used in code that is not woven, which cannot wait for"
                        + " its elements; iterate in the @Async method that calls each(…)");
    }

    @Override
    public T next() {
        return iterator.next();
    }

    /** The loop is left by what hasNext throws. A generator has ended by that; others are closed. */
    private static final class More extends StateMachine<Boolean> {
        private final Each<?> each;
        private @Nullable Throwable reason;

        More(Each<?> each) {
            this.each = each;
        }

        @Override
        protected Boolean step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            if (reason != null) {
                throw error == null ? reason : error; // closed
            }
            if (awaited() == null) {
                return await(each.iterator.hasNext());
            }
            if (error != null) {
                reason = error;
                return await(new Leaving(Objects.requireNonNull(each.source), error));
            }
            return Boolean.TRUE.equals(value);
        }
    }

    private static final class Leaving extends StateMachine<Void> {
        private final AsyncCloseable source;
        private final Throwable reason;

        Leaving(AsyncCloseable source, Throwable reason) {
            this.source = source;
            this.reason = reason;
        }

        @Override
        @SuppressWarnings("NullAway") // Void has no other value
        protected Void step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
            if (error != null) {
                return failed(error);
            }
            if (awaited() != null) {
                return null;
            }
            try {
                return await(Closings.sheltered(source.closeAsync()));
            } catch (Throwable atOnce) {
                return failed(atOnce);
            }
        }

        @SuppressWarnings("NullAway") // Void has no other value
        private Void failed(Throwable error) throws Throwable {
            if (error == reason) {
                return null;
            }
            if (reason instanceof GeneratorExit) { // which nobody looks into
                throw error;
            }
            if (isCancellation(error) && !isCancellation(reason)) {
                error.addSuppressed(reason);
                throw error;
            }
            reason.addSuppressed(error);
            return null;
        }

        /** Of this task: an awaited one that was cancelled is a failure as others are. */
        private static boolean isCancellation(Throwable error) {
            return error instanceof CancelledError cancelled && cancelled.source() == Ikat.currentTask();
        }
    }
}
