package dev.ikat.stream;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.AsyncFunction;
import dev.ikat.AsyncIterable;
import dev.ikat.AsyncIterator;
import dev.ikat.Coroutine;
import dev.ikat.sync.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Operators on an asynchronous iterable, each an asynchronous generator. Nothing happens before an iteration begins, and
 * each iteration begins anew, if the source can be iterated again (a generator cannot).
 *
 * <p>An operator that is left early, is cancelled or fails closes what it iterates, and that is awaited. What a source or a
 * function throws is thrown by the await of the element, the same instance, after the elements before it. Elements keep
 * their order, except in {@link #merge} and {@link #flatMap}. Most operators run in the task that iterates and ask for an
 * element when they are asked for one. {@link #merge}, {@link #flatMap}, {@link #buffer}, {@link #debounce} and {@link
 * #mapAsync(AsyncFunction, int)} iterate their sources in tasks of their own, which run ahead as far as is said there, and
 * have all ended when the operator has. A failure in what was made ahead and never asked for is dropped with it.
 *
 * <p>Immutable; used on one loop's thread while it is iterated.
 */
public final class AsyncStream<T> implements AsyncIterable<T> {
    private final AsyncIterable<? extends T> source;

    private AsyncStream(AsyncIterable<? extends T> source) {
        this.source = source;
    }

    /** The elements of the source. */
    public static <T> AsyncStream<T> of(AsyncIterable<? extends T> source) {
        return new AsyncStream<>(Calls.notNull(source, "of"));
    }

    /** The elements of a collection, or of another iterable, which must not block. */
    public static <T> AsyncStream<T> of(Iterable<? extends T> source) {
        Calls.notNull(source, "of");
        return new AsyncStream<>(() -> Elementwise.<T>of(source));
    }

    /** These elements. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> AsyncStream<T> of(T... elements) {
        return of(Arrays.asList(elements.clone()));
    }

    /**
     * The elements of all sources as they come; the end when all have ended. Each source has a task, which holds one element
     * until there is room; who waits longest is served first. The first failure is that of the whole.
     */
    public static <T> AsyncStream<T> merge(Collection<? extends AsyncIterable<? extends T>> sources) {
        List<AsyncIterable<? extends T>> copy = List.copyOf(Calls.notNull(sources, "merge"));
        return new AsyncStream<>(() -> Concurrent.<T>merge(copy));
    }

    /** As {@link #merge(Collection)}. */
    @SafeVarargs
    @SuppressWarnings("varargs")
    public static <T> AsyncStream<T> merge(AsyncIterable<? extends T>... sources) {
        return merge(Arrays.asList(sources));
    }

    /**
     * What the function makes of the first elements of both, of the second ones, and so on, until one has no more. The second
     * source is asked when the first had an element; neither is asked for more than that.
     */
    public static <A, B, R> AsyncStream<R> zip(
            AsyncIterable<? extends A> first,
            AsyncIterable<? extends B> second,
            BiFunction<? super A, ? super B, ? extends R> combiner) {
        Calls.notNull(first, "zip");
        Calls.notNull(second, "zip");
        Calls.notNull(combiner, "zip");
        return new AsyncStream<>(() -> Elementwise.<A, B, R>zip(first, second, combiner));
    }

    @Override
    @SuppressWarnings("unchecked") // an iterator only produces elements
    public AsyncIterator<T> iterator() {
        return (AsyncIterator<T>) source.iterator();
    }

    /** What the function returns for each element. */
    public <R> AsyncStream<R> map(Function<? super T, ? extends R> function) {
        Calls.notNull(function, "map");
        return new AsyncStream<>(() -> Elementwise.<T, R>map(this, function));
    }

    /** The result of the coroutine that the function returns for each element: one after the other. */
    public <R> AsyncStream<R> mapAsync(AsyncFunction<? super T, ? extends R> function) {
        Calls.notNull(function, "mapAsync");
        return new AsyncStream<>(() -> Elementwise.<T, R>mapAsync(this, function));
    }

    /**
     * As {@link #mapAsync(AsyncFunction)}, with up to so many coroutines at work, or done and not taken yet, each as a task;
     * the results come in the order of the elements. One element more is taken from the source ahead.
     *
     * @throws IllegalArgumentException for a concurrency of less than one
     */
    public <R> AsyncStream<R> mapAsync(AsyncFunction<? super T, ? extends R> function, int concurrency) {
        Calls.notNull(function, "mapAsync");
        Calls.atLeast(1, concurrency, "mapAsync");
        return new AsyncStream<>(() -> Concurrent.<T, R>mapAsync(this, function, concurrency));
    }

    /** The elements of which the predicate is true. */
    public AsyncStream<T> filter(Predicate<? super T> predicate) {
        Calls.notNull(predicate, "filter");
        return new AsyncStream<>(() -> Elementwise.filter(this, predicate));
    }

    /**
     * The first so many elements; the source is not asked for another, and closed at the request that follows the last one.
     *
     * @throws IllegalArgumentException for a negative number
     */
    public AsyncStream<T> take(long count) {
        Calls.atLeast(0, count, "take");
        return new AsyncStream<>(() -> Elementwise.take(this, count));
    }

    /**
     * All but the first so many elements.
     *
     * @throws IllegalArgumentException for a negative number
     */
    public AsyncStream<T> skip(long count) {
        Calls.atLeast(0, count, "skip");
        return new AsyncStream<>(() -> Elementwise.skip(this, count));
    }

    /** The elements before the first of which the predicate is false. */
    public AsyncStream<T> takeWhile(Predicate<? super T> predicate) {
        Calls.notNull(predicate, "takeWhile");
        return new AsyncStream<>(() -> Elementwise.takeWhile(this, predicate));
    }

    /** The elements from the first on of which the predicate is false. */
    public AsyncStream<T> dropWhile(Predicate<? super T> predicate) {
        Calls.notNull(predicate, "dropWhile");
        return new AsyncStream<>(() -> Elementwise.dropWhile(this, predicate));
    }

    /**
     * The elements of what the function returns for each element, up to so many of these iterated at a time, each by a task,
     * as they come; see {@link #merge}. This one is asked for another element when there is room for that, so with a concurrency of
     * one all come in order, failures too.
     *
     * @throws IllegalArgumentException for a concurrency of less than one
     */
    public <R> AsyncStream<R> flatMap(
            Function<? super T, ? extends AsyncIterable<? extends R>> function, int concurrency) {
        Calls.notNull(function, "flatMap");
        Calls.atLeast(1, concurrency, "flatMap");
        return new AsyncStream<>(() -> Concurrent.<T, R>flatMap(this, function, concurrency));
    }

    /**
     * The same elements, up to so many of which the source may be ahead, in a task of its own; one more waits for room.
     *
     * @throws IllegalArgumentException for a capacity of less than one
     */
    public AsyncStream<T> buffer(int capacity) {
        Calls.atLeast(1, capacity, "buffer");
        return new AsyncStream<>(() -> Concurrent.buffer(this, capacity));
    }

    /**
     * Lists of so many elements each; the last one has what is left. A failure comes instead of a list that is not full.
     *
     * @throws IllegalArgumentException for a size of less than one
     */
    public AsyncStream<List<T>> chunked(int size) {
        Calls.atLeast(1, size, "chunked");
        return new AsyncStream<>(() -> Elementwise.chunked(this, size));
    }

    /**
     * The elements that no other follows within that time, and the last one. Of a failure the element before is dropped. While
     * who takes the elements is busy, the source waits; what comes next then follows at once.
     *
     * @throws IllegalArgumentException for a time that is not above zero
     */
    public AsyncStream<T> debounce(Duration quiet) {
        Calls.positive(quiet, "debounce");
        return new AsyncStream<>(() -> Concurrent.debounce(this, quiet));
    }

    /**
     * The same elements, each of which must come within that time of its being asked for: otherwise the source is cancelled
     * and closed, and a {@link dev.ikat.DeadlineExceededException} thrown.
     *
     * @throws IllegalArgumentException for a time that is not above zero
     */
    public AsyncStream<T> timeout(Duration limit) {
        Calls.positive(limit, "timeout");
        return new AsyncStream<>(() -> Elementwise.timeout(this, limit));
    }

    /** The same elements, each of which acquires one permit first; the limiter may be shared. */
    public AsyncStream<T> rateLimit(RateLimiter limiter) {
        Calls.notNull(limiter, "rateLimit");
        return new AsyncStream<>(() -> Elementwise.rateLimit(this, limiter));
    }

    /**
     * As {@link #rateLimit(RateLimiter)}, with a limiter for each iteration: so many elements in that time.
     *
     * @throws IllegalArgumentException unless both are above zero
     */
    public AsyncStream<T> rateLimit(int elements, Duration per) {
        Calls.atLeast(1, elements, "rateLimit");
        Calls.positive(per, "rateLimit");
        return new AsyncStream<>(() -> Elementwise.rateLimit(this, new RateLimiter(elements, per)));
    }

    /** The elements that are equal to none before; it remembers all of them. */
    public AsyncStream<T> distinct() {
        return new AsyncStream<>(() -> Elementwise.distinct(this));
    }

    /** The initial value, and then what the function makes of the last result and each element. */
    public <R> AsyncStream<R> scan(R initial, BiFunction<? super R, ? super T, ? extends R> function) {
        Calls.notNull(function, "scan");
        return new AsyncStream<>(() -> Elementwise.<T, R>scan(this, initial, function));
    }

    /** All elements. */
    @Async
    public Coroutine<List<T>> toList() {
        List<T> all = new ArrayList<>();
        for (T each : each(this)) {
            all.add(each);
        }
        return done(all);
    }

    /** Calls the function with each element. */
    public Coroutine<Void> forEach(Consumer<? super T> function) {
        Calls.notNull(function, "forEach");
        return acceptAll(function);
    }

    @Async
    private Coroutine<Void> acceptAll(Consumer<? super T> function) {
        for (T each : each(this)) {
            function.accept(each);
        }
        return done();
    }

    /** The last value that {@link #scan} has: the initial one where there is no element. */
    public <R> Coroutine<R> reduce(R initial, BiFunction<? super R, ? super T, ? extends R> function) {
        Calls.notNull(function, "reduce");
        return reduced(initial, function);
    }

    @Async
    private <R> Coroutine<R> reduced(R initial, BiFunction<? super R, ? super T, ? extends R> function) {
        R result = initial;
        for (T each : each(this)) {
            result = function.apply(result, each);
        }
        return done(result);
    }

    /** How many elements there are. */
    @Async
    public Coroutine<Long> count() {
        long count = 0;
        for (T unused : each(this)) {
            count++;
        }
        return done(count);
    }

    /** The first element, after which the source is closed; a {@link NoSuchElementException} when there is none. */
    @Async
    public Coroutine<T> first() {
        for (T each : each(this)) {
            return done(each);
        }
        throw new NoSuchElementException("first(): there is no element; use take(1).toList() where that may be");
    }

    @Override
    public String toString() {
        return "stream of " + source;
    }
}
