package dev.ikat.stream;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.AsyncGenerator;
import dev.ikat.Coroutine;
import dev.ikat.VirtualLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/** Chains of operators do what java.util.stream does, whoever waits where. */
class StreamProperties {
    @Property(tries = 500)
    void asStreamsOfTheJdk(@ForAll @Size(max = 30) List<Integer> elements, @ForAll long seed) {
        Random choices = new Random(seed);
        Random waits = new Random(seed + 1);
        Stream<Integer> model = elements.stream();
        AsyncStream<Integer> stream = AsyncStream.of(() -> now(elements, waits));
        for (int i = choices.nextInt(5); i >= 0; i--) {
            int n = choices.nextInt(6);
            switch (choices.nextInt(12)) {
                case 0 -> {
                    model = model.map(x -> x ^ n);
                    stream = stream.map(x -> x ^ n);
                }
                case 1 -> {
                    model = model.filter(x -> x % 3 != n % 3);
                    stream = stream.filter(x -> x % 3 != n % 3);
                }
                case 2 -> {
                    model = model.limit(n * 3);
                    stream = stream.take(n * 3);
                }
                case 3 -> {
                    model = model.skip(n);
                    stream = stream.skip(n);
                }
                case 4 -> {
                    model = model.takeWhile(x -> x % 7 != n);
                    stream = stream.takeWhile(x -> x % 7 != n);
                }
                case 5 -> {
                    model = model.dropWhile(x -> x % 7 != n);
                    stream = stream.dropWhile(x -> x % 7 != n);
                }
                case 6 -> {
                    model = model.distinct();
                    stream = stream.distinct();
                }
                case 7 -> stream = stream.buffer(n + 1);
                case 8 -> {
                    model = model.map(x -> x + n);
                    stream = stream.mapAsync(x -> later(x + n, waits), n + 1);
                }
                case 9 -> {
                    model = model.flatMap(x -> Stream.of(x, n));
                    stream = stream.flatMap(x -> AsyncStream.of(x, n), 1);
                }
                case 10 -> {
                    List<Integer> sums = new ArrayList<>(List.of(n));
                    model.forEach(x -> sums.add(sums.get(sums.size() - 1) + x));
                    model = sums.stream();
                    stream = stream.scan(n, Integer::sum);
                }
                default -> stream = stream.chunked(n + 1).flatMap(AsyncStream::of, 1);
            }
        }
        AsyncStream<Integer> chain = stream;
        assertThat(VirtualLoop.run(chain::toList)).isEqualTo(model.toList());
    }

    @Property(tries = 200)
    void nothingIsLostOrDoubledOutOfOrder(@ForAll @Size(max = 30) List<Integer> elements, @ForAll long seed) {
        Random waits = new Random(seed);
        AsyncStream<Integer> left = AsyncStream.of(() -> now(elements, waits));
        AsyncStream<Integer> right = AsyncStream.of(() -> now(elements, waits)).map(x -> ~x);
        List<Integer> merged =
                VirtualLoop.run(() -> AsyncStream.merge(left, right).toList());
        List<Integer> complements = elements.stream().map(x -> ~x).toList();
        assertThat(merged)
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(elements, complements).flatMap(List::stream).toList());
        List<Integer> flat =
                VirtualLoop.run(() -> left.flatMap(x -> AsyncStream.of(() -> now(List.of(x, ~x), waits)), 3)
                        .toList());
        assertThat(flat).containsExactlyInAnyOrderElementsOf(merged);
    }

    @Async
    private static AsyncGenerator<Integer> now(List<Integer> elements, Random waits) {
        for (Integer each : elements) {
            await(later(each, waits));
            emit(each);
        }
        return end();
    }

    @Async
    private static Coroutine<Integer> later(int x, Random waits) {
        switch (waits.nextInt(4)) {
            case 0 -> await(yieldNow());
            case 1 -> await(sleep(ofMillis(waits.nextInt(4))));
            default -> {
                return done(x);
            }
        }
        return done(x);
    }
}
