package dev.ikat.stream;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.AsyncFunction;
import dev.ikat.AsyncGenerator;
import dev.ikat.AsyncIterable;
import dev.ikat.Generator;
import dev.ikat.sync.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** The operators that run in the task that iterates: each awaits an element, and hands on what becomes of it. */
final class Elementwise {
    private Elementwise() {}

    @Async
    static <T> AsyncGenerator<T> of(Iterable<? extends T> source) {
        Iterator<? extends T> iterator = source.iterator();
        try {
            while (iterator.hasNext()) {
                emit(iterator.next());
            }
        } finally {
            if (iterator instanceof Generator<?> generator) {
                generator.close();
            }
        }
        return end();
    }

    @Async
    static <T, R> AsyncGenerator<R> map(AsyncIterable<T> source, Function<? super T, ? extends R> function) {
        for (T each : each(source)) {
            emit(function.apply(each));
        }
        return end();
    }

    @Async
    static <T, R> AsyncGenerator<R> mapAsync(AsyncIterable<T> source, AsyncFunction<? super T, ? extends R> function) {
        for (T each : each(source)) {
            R result = await(Calls.call(function, each));
            emit(result);
        }
        return end();
    }

    @Async
    static <T> AsyncGenerator<T> filter(AsyncIterable<T> source, Predicate<? super T> predicate) {
        for (T each : each(source)) {
            if (predicate.test(each)) {
                emit(each);
            }
        }
        return end();
    }

    @Async
    static <T> AsyncGenerator<T> take(AsyncIterable<T> source, long count) {
        if (count == 0) {
            return end();
        }
        long taken = 0;
        for (T each : each(source)) {
            emit(each);
            taken++;
            if (taken == count) {
                break;
            }
        }
        return end();
    }

    @Async
    static <T> AsyncGenerator<T> skip(AsyncIterable<T> source, long count) {
        long skipped = 0;
        for (T each : each(source)) {
            if (skipped < count) {
                skipped++;
            } else {
                emit(each);
            }
        }
        return end();
    }

    @Async
    static <T> AsyncGenerator<T> takeWhile(AsyncIterable<T> source, Predicate<? super T> predicate) {
        for (T each : each(source)) {
            if (!predicate.test(each)) {
                break;
            }
            emit(each);
        }
        return end();
    }

    @Async
    static <T> AsyncGenerator<T> dropWhile(AsyncIterable<T> source, Predicate<? super T> predicate) {
        boolean dropping = true;
        for (T each : each(source)) {
            dropping = dropping && predicate.test(each);
            if (!dropping) {
                emit(each);
            }
        }
        return end();
    }

    @Async
    static <T> AsyncGenerator<List<T>> chunked(AsyncIterable<T> source, int size) {
        List<T> chunk = new ArrayList<>();
        for (T each : each(source)) {
            chunk.add(each);
            if (chunk.size() == size) {
                List<T> full = chunk;
                chunk = new ArrayList<>();
                emit(full);
            }
        }
        if (!chunk.isEmpty()) {
            emit(chunk);
        }
        return end();
    }

    @Async
    static <T> AsyncGenerator<T> distinct(AsyncIterable<T> source) {
        Set<T> seen = new HashSet<>();
        for (T each : each(source)) {
            if (seen.add(each)) {
                emit(each);
            }
        }
        return end();
    }

    @Async
    static <T, R> AsyncGenerator<R> scan(
            AsyncIterable<T> source, R initial, BiFunction<? super R, ? super T, ? extends R> function) {
        R result = initial;
        emit(result);
        for (T each : each(source)) {
            result = function.apply(result, each);
            emit(result);
        }
        return end();
    }

    @Async
    static <A, B, R> AsyncGenerator<R> zip(
            AsyncIterable<? extends A> first,
            AsyncIterable<? extends B> second,
            BiFunction<? super A, ? super B, ? extends R> combiner) {
        try (Iteration<A> left = Iteration.of(first);
                Iteration<B> right = Iteration.of(second)) {
            while (await(left.hasNext()) && await(right.hasNext())) {
                emit(combiner.apply(left.next(), right.next()));
            }
        }
        return end();
    }

    @Async
    static <T> AsyncGenerator<T> timeout(AsyncIterable<T> source, Duration limit) {
        try (Iteration<T> iteration = Iteration.of(source)) {
            while (await(iteration.hasNext(limit))) {
                emit(iteration.next());
            }
        }
        return end();
    }

    @Async
    static <T> AsyncGenerator<T> rateLimit(AsyncIterable<T> source, RateLimiter limiter) {
        for (T each : each(source)) {
            await(limiter.acquire());
            emit(each);
        }
        return end();
    }
}
