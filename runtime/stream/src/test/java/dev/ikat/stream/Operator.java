package dev.ikat.stream;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;

import dev.ikat.AsyncFunction;
import dev.ikat.Coroutine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** All operators on one source, such that each has as many elements as are needed to leave it in the middle. */
record Operator(String name, Function<AsyncStream<Integer>, AsyncStream<?>> function) {
    AsyncStream<?> on(AsyncStream<Integer> source) {
        return function.apply(source);
    }

    static Stream<Operator> all() {
        Map<String, Function<AsyncStream<Integer>, AsyncStream<?>>> all = new LinkedHashMap<>();
        all.put("map", s -> s.map(x -> -x));
        all.put("mapAsync", s -> s.mapAsync(slowly()));
        all.put("mapAsync by one", s -> s.mapAsync(slowly(), 1));
        all.put("mapAsync by three", s -> s.mapAsync(slowly(), 3));
        all.put("filter", s -> s.filter(x -> x % 2 == 1));
        all.put("take", s -> s.take(5));
        all.put("skip", s -> s.skip(1));
        all.put("takeWhile", s -> s.takeWhile(x -> x < 6));
        all.put("dropWhile", s -> s.dropWhile(x -> x < 2));
        all.put("flatMap by one", s -> s.flatMap(x -> AsyncStream.of(x, x), 1));
        all.put("flatMap by three", s -> s.flatMap(x -> new Probe().stream(x), 3));
        all.put("buffer of one", s -> s.buffer(1));
        all.put("buffer of four", s -> s.buffer(4));
        all.put("chunked", s -> s.chunked(2));
        all.put("debounce", s -> s.debounce(ofNanos(500)));
        all.put("timeout", s -> s.timeout(ofSeconds(1)));
        all.put("rateLimit", s -> s.rateLimit(2, ofMillis(3)));
        all.put("distinct", AsyncStream::distinct);
        all.put("scan", s -> s.scan(0, Integer::sum).skip(1));
        all.put("zip, left", s -> AsyncStream.zip(s, new Probe().stream(9), List::of));
        all.put("zip, right", s -> AsyncStream.zip(new Probe().stream(9), s, List::of));
        all.put("merge", s -> AsyncStream.merge(new Probe().stream(4), s, new Probe().stream(4)));
        all.put(
                "several",
                s -> s.buffer(2)
                        .mapAsync(slowly(), 2)
                        .flatMap(AsyncStream::of, 2)
                        .buffer(1)
                        .map(x -> x));
        return all.entrySet().stream().map(each -> new Operator(each.getKey(), each.getValue()));
    }

    private static AsyncFunction<Integer, Integer> slowly() {
        return x -> {
            await(x % 2 == 0 ? yieldNow() : sleep(ofMillis(2)));
            return done(x * 10);
        };
    }

    /** Those that call a function with each element, which throws the error at the third. */
    record Failing(String name, Function<RuntimeException, Operator> withError) {
        AsyncStream<?> on(AsyncStream<Integer> source, RuntimeException error) {
            return withError.apply(error).on(source);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Failing> failing() {
        return failing(new RuntimeException()).keySet().stream()
                .map(name -> new Failing(
                        name, error -> new Operator(name, failing(error).get(name))));
    }

    private static Map<String, Function<AsyncStream<Integer>, AsyncStream<?>>> failing(RuntimeException error) {
        Function<Integer, Integer> third = x -> {
            if (x == 3) {
                throw error;
            }
            return x;
        };
        AsyncFunction<Integer, Integer> later = x -> {
            await(yieldNow());
            return Coroutine.of(third.apply(x));
        };
        AsyncFunction<Integer, Integer> inFirstStep = x -> {
            await(done());
            return Coroutine.of(third.apply(x));
        };
        Map<String, Function<AsyncStream<Integer>, AsyncStream<?>>> all = new LinkedHashMap<>();
        all.put("map", s -> s.map(third));
        all.put("mapAsync at once", s -> s.mapAsync(x -> done(third.apply(x))));
        all.put("mapAsync", s -> s.mapAsync(later));
        all.put("mapAsync by one", s -> s.mapAsync(later, 1));
        all.put("mapAsync by two", s -> s.mapAsync(later, 2));
        all.put("mapAsync by two, in its first step", s -> s.mapAsync(inFirstStep, 2));
        all.put("mapAsync by two, at once", s -> s.mapAsync(x -> done(third.apply(x)), 2));
        all.put("filter", s -> s.filter(x -> third.apply(x) > 0));
        all.put("takeWhile", s -> s.takeWhile(x -> third.apply(x) > 0));
        all.put("dropWhile", s -> s.dropWhile(x -> third.apply(x) > 0));
        all.put("flatMap", s -> s.flatMap(x -> AsyncStream.of(third.apply(x)), 2));
        all.put("flatMap, in it", s -> s.flatMap(x -> AsyncStream.of(x).map(third), 2));
        all.put("scan", s -> s.scan(0, (sum, x) -> third.apply(x)));
        all.put("zip", s -> AsyncStream.zip(s, new Probe().stream(9), (x, y) -> third.apply(x)));
        return all;
    }

    @Override
    public String toString() {
        return name;
    }
}
