package dev.ikat;

import dev.ikat.frame.GeneratorFrame;
import java.io.IOException;
import java.lang.invoke.CallSite;
import java.lang.invoke.ConstantCallSite;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A generator as Python's: made by calling an {@link Async} method that returns one, and run, element by element, by
 * whoever iterates, in a plain for loop for instance. It needs no loop, and may be used by any thread, one at a time. It
 * can be iterated once.
 *
 * <p>To ask for the next element runs the method up to its next {@code emit}. What the method throws is thrown to the one
 * who asked, the same instance, and has ended the generator. A loop that is left early leaves it suspended: {@link #close}
 * it, best by try-with-resources, where its finally blocks matter.
 *
 * @see <a href="https://peps.python.org/pep-0342/">PEP 342</a>, <a href="https://peps.python.org/pep-0380/">PEP 380</a>
 */
public sealed interface Generator<T> extends AnyGenerator<T>, Iterator<T>, Iterable<T>, AutoCloseable
        permits GeneratorRun {
    /**
     * Runs it up to its next element, which {@link #next} then returns.
     *
     * @throws IllegalStateException when it is running, that is, when it asks itself
     */
    @Override
    boolean hasNext();

    /** {@inheritDoc} */
    @Override
    T next();

    /**
     * Goes on with a value, which the {@code emit} that it stopped at returns, up to the next element.
     *
     * @return that element
     * @throws NoSuchElementException when it ends instead, or had ended
     * @throws IllegalStateException when it has not begun and the value is not null, when it is running, or when {@link
     *     #hasNext} has fetched an element that {@link #next} has not taken
     */
    T send(@Nullable Object value);

    /**
     * As {@link #send}, but the {@code emit} throws. One that has not begun ends at once, and throws the error.
     *
     * @throws NoSuchElementException when it catches the error and ends
     */
    T raise(Throwable error);

    /**
     * Ends it: its {@code emit} throws a {@link GeneratorExit}, so that finally blocks run. One that has not begun never
     * will; one that has ended is left alone.
     *
     * @throws IllegalStateException when it is running, or when it emits again instead of ending
     */
    @Override
    void close();

    /**
     * The x of its {@code return end(x)}: null for {@code end()}, and when it was closed or has failed.
     *
     * @throws IllegalStateException when it has not ended
     */
    @Nullable
    Object endValue();

    /** Itself: a generator is iterated once. */
    @Override
    default Generator<T> iterator() {
        return this;
    }

    /** Its elements, each made when it is asked for; closing the stream closes the generator. */
    default Stream<T> stream() {
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED), false)
                .onClose(this::close);
    }

    /** For generated code: the generator that a call makes. */
    static <T> Generator<T> of(GeneratorFrame frame) {
        return GeneratorRun.of(frame);
    }

    /**
     * For generated code, the bootstrap of a call in place of {@link #of}: for one body, which emits elements of its own only.
     * The generators that the call makes share no code with those of other methods, so that the JIT compiles each into the
     * loops over it. It takes what {@link java.lang.invoke.LambdaMetafactory#metafactory} does: the JDK calls such a bootstrap
     * without making code for that first.
     *
     * @param type (the class of the body's frames) to a generator
     * @param resume the type of {@link dev.ikat.frame.Body#resume}
     * @param body what it does, as a static method
     * @param resumed the same type again
     */
    static CallSite link(
            MethodHandles.Lookup caller,
            String name,
            MethodType type,
            MethodType resume,
            MethodHandle body,
            MethodType resumed)
            throws IOException, ReflectiveOperationException {
        return new ConstantCallSite(SpecialisedGenerator.makerFor(body, type));
    }

    /** For generated code: one that has ended. */
    static <T> Generator<T> ended(@Nullable Object value) {
        return GeneratorRun.ended(value);
    }
}
