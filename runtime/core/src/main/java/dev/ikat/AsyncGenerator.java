package dev.ikat;

import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * A generator that may wait between its elements: made by calling an {@link Async} method that returns one, in which
 * {@code emit} and {@code await} mix. It runs as part of the task that asks for an element: {@code for (T t : each(gen))},
 * or {@link #hasNext} and {@link #next}. A cancellation of that task is thrown by the await that it waits in. For one
 * task at a time, all of one loop: asked by a task of another one, once it has begun, it throws an IllegalStateException.
 * To be iterated once.
 *
 * <p>A loop over {@code each} closes it when it is left early. Who iterates by hand closes it, best with
 * try-with-resources. One that is left open is closed when the loop closes.
 *
 * @see <a href="https://peps.python.org/pep-0525/">PEP 525</a>
 */
public sealed interface AsyncGenerator<T> extends AnyGenerator<T>, AsyncIterable<T>, AsyncIterator<T>, AsyncCloseable
        permits AsyncGeneratorRun {
    /**
     * {@inheritDoc}
     *
     * <p>Awaiting it throws IllegalStateException when another task, or the generator itself, awaits one of its elements.
     */
    @Override
    Coroutine<Boolean> hasNext();

    /**
     * Goes on with a value, which the {@code emit} that it stopped at returns, up to the next element; {@link #next} then
     * has that.
     *
     * @return whether there is one; false: it has ended. Awaiting it throws IllegalStateException when it has not begun
     *     and the value is not null, and when {@link #hasNext} has fetched an element that was not taken
     */
    Coroutine<Boolean> send(@Nullable Object value);

    /** As {@link #send}, but the {@code emit} throws. One that has not begun ends at once, and throws the error. */
    Coroutine<Boolean> raise(Throwable error);

    /**
     * Ends it: its {@code emit} throws a {@link GeneratorExit}, so that finally blocks run, which may await. One that has
     * not begun never will; one that has ended is left alone. Awaiting it throws IllegalStateException when an element is
     * being awaited, or when it emits again instead of ending.
     */
    @Override
    Coroutine<Void> closeAsync();

    /** Itself: a generator is iterated once. */
    @Override
    default AsyncGenerator<T> iterator() {
        return this;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A generator is iterated once: a second subscriber is refused with an {@link IllegalStateException}.
     */
    @Override
    default Flow.Publisher<T> toPublisher() {
        return AsyncIterable.super.toPublisher();
    }

    /** For generated code: the generator that a call makes. */
    static <T> AsyncGenerator<T> of(Coroutine<?> frame) {
        return new AsyncGeneratorRun<>(frame);
    }

    /** For generated code: one that has ended. */
    static <T> AsyncGenerator<T> ended(@Nullable Object value) {
        return AsyncGeneratorRun.ended(value);
    }
}
