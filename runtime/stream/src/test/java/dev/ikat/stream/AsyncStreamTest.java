package dev.ikat.stream;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.AsyncGenerator;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Sweep;
import dev.ikat.VirtualLoop;
import dev.ikat.sync.RateLimiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What each operator makes, and when. */
@ExtendWith(Sweep.class)
class AsyncStreamTest {
    private int working;
    private int most;

    private static AsyncStream<Integer> numbers(int count) {
        return AsyncStream.of(IntStream.rangeClosed(1, count).boxed().toList());
    }

    private static <T> List<T> all(AsyncStream<T> stream) {
        return VirtualLoop.run(stream::toList);
    }

    /** An element after each of these milliseconds. */
    @Async
    private static AsyncGenerator<Integer> after(int... millis) {
        int number = 0;
        for (int each : millis) {
            await(sleep(ofMillis(each)));
            number++;
            emit(number);
        }
        return end();
    }

    private static AsyncStream<Integer> timed(int... millis) {
        return AsyncStream.of(() -> after(millis));
    }

    /** Each element with the time at which it came. */
    private static <T> List<String> times(AsyncStream<T> stream) {
        return all(stream.map(each -> each + "@" + VirtualLoop.millis()));
    }

    @Test
    void elementByElement() {
        assertThat(all(AsyncStream.of("a", null, "c"))).containsExactly("a", null, "c");
        assertThat(all(numbers(3).map(x -> x * x))).containsExactly(1, 4, 9);
        assertThat(all(numbers(5).filter(x -> x % 2 == 0))).containsExactly(2, 4);
        assertThat(all(numbers(5).take(2))).containsExactly(1, 2);
        assertThat(all(numbers(5).take(0))).isEmpty();
        assertThat(all(numbers(2).take(5))).containsExactly(1, 2);
        assertThat(all(numbers(4).skip(2))).containsExactly(3, 4);
        assertThat(all(AsyncStream.of(1, 5, 2, 6).takeWhile(x -> x < 5))).containsExactly(1);
        assertThat(all(AsyncStream.of(1, 5, 2, 6).dropWhile(x -> x < 5))).containsExactly(5, 2, 6);
        assertThat(all(numbers(5).chunked(2))).containsExactly(List.of(1, 2), List.of(3, 4), List.of(5));
        assertThat(all(AsyncStream.of(1, 2, 1, null, 3, null, 2).distinct())).containsExactly(1, 2, null, 3);
        assertThat(all(numbers(3).scan("", (text, x) -> text + x))).containsExactly("", "1", "12", "123");
        assertThat(all(AsyncStream.zip(numbers(3), AsyncStream.of("a", "b"), (x, y) -> x + y)))
                .containsExactly("1a", "2b");
        assertThat(all(numbers(3).mapAsync(x -> done(x + 1)))).containsExactly(2, 3, 4);
        assertThat(all(AsyncStream.of("a", null).buffer(1))).containsExactly("a", null);
        assertThat(all(AsyncStream.<Integer>merge())).isEmpty();
        assertThat(all(AsyncStream.of().flatMap(x -> numbers(2), 1))).isEmpty();
        assertThat(all(numbers(3).flatMap(AsyncStreamTest::numbers, 1))).containsExactly(1, 1, 2, 1, 2, 3);
    }

    @Test
    void theEnds() {
        VirtualLoop.run(() -> {
            List<Integer> seen = new ArrayList<>();
            await(numbers(3).forEach(seen::add));
            assertThat(seen).containsExactly(1, 2, 3);
            int sum = await(numbers(4).reduce(0, Integer::sum));
            assertThat(sum).isEqualTo(10);
            long count = await(numbers(4).count());
            assertThat(count).isEqualTo(4);
            assertThat(await(numbers(4).first())).isEqualTo(1);
            try {
                await(AsyncStream.of().first());
                seen.clear();
            } catch (NoSuchElementException none) {
                assertThat(none).hasMessageContaining("take(1)");
            }
            assertThat(seen).isNotEmpty();
            return done();
        });
    }

    @Test
    void takeAsksForNoElementMore() {
        VirtualLoop.run(() -> {
            Probe probe = new Probe();
            await(probe.stream(5).take(2).toList());
            assertThat(probe.made).containsExactly(1, 2);
            await(probe.stream(5).first());
            assertThat(probe.made).containsExactly(1, 2, 1);
            assertThat(probe.closed).isEqualTo(2);
            return done();
        });
    }

    @Async
    private Coroutine<Integer> work(int x) {
        working++;
        most = Math.max(most, working);
        await(sleep(ofMillis(x % 2 == 0 ? 1 : 10)));
        working--;
        return done(x);
    }

    @Test
    void mapAsyncKeepsTheOrderAndTheBound() {
        assertThat(all(numbers(20).mapAsync(this::work, 3)))
                .isEqualTo(IntStream.rangeClosed(1, 20).boxed().toList());
        assertThat(most).isEqualTo(3);
        most = 0;
        all(numbers(5).mapAsync(this::work, 1));
        assertThat(most).isEqualTo(1);
    }

    @Test
    void mapAsyncHandsOnAResultWhileTheSourceStillWaits() {
        assertThat(times(timed(1, 100).mapAsync(x -> done(x), 4))).containsExactly("1@1", "2@101");
    }

    @Test
    void flatMapHasAsManyAtATimeAsWasSaid() {
        AsyncStream<Integer> three = timed(0, 0, 0);
        assertThat(times(three.flatMap(x -> timed(10).map(y -> x), 2))).containsExactly("1@10", "2@10", "3@20");
    }

    @Test
    void flatMapOneAtATimeFailsBehindTheElements() {
        RuntimeException error = new RuntimeException();
        List<Integer> seen = new ArrayList<>();
        AsyncStream<Integer> failing = numbers(3).map(x -> {
            if (x == 3) {
                throw error;
            }
            return x;
        });
        assertThatThrownBy(() ->
                        all(failing.flatMap(x -> AsyncStream.of(x, -x), 1).map(seen::add)))
                .isSameAs(error);
        assertThat(seen).containsExactly(1, -1, 2, -2);
    }

    @Test
    void mergeTakesWhatComes() {
        assertThat(times(AsyncStream.merge(
                        timed(3, 3, 3).map(x -> "a" + x), timed(4, 1).map(x -> "b" + x))))
                .containsExactly("a1@3", "b1@4", "b2@5", "a2@6", "a3@9");
    }

    @Test
    void mergeIsFairToSourcesThatNeverWait() {
        AsyncStream<String> left = numbers(50).map(x -> "a");
        AsyncStream<String> right = numbers(50).map(x -> "b");
        assertThat(all(AsyncStream.merge(left, right).take(20)))
                .filteredOn("b"::equals)
                .hasSizeBetween(8, 12);
    }

    @Test
    void aBufferLetsTheSourceRunAhead() {
        VirtualLoop.run(() -> {
            Probe probe = new Probe();
            List<Integer> ahead = new ArrayList<>();
            await(probe.stream(10)
                    .buffer(2)
                    .mapAsync(x -> {
                        await(sleep(ofMillis(10)));
                        ahead.add(probe.made.size() - x);
                        return done(x);
                    })
                    .toList());
            assertThat(ahead).startsWith(3, 3, 3).endsWith(0);
            return done();
        });
    }

    @Test
    void debounceWaitsForQuiet() {
        assertThat(times(timed(1, 1, 1, 10, 10, 1).debounce(ofMillis(5)))).containsExactly("3@8", "4@18", "6@24");
        assertThat(times(AsyncStream.<Integer>of().debounce(ofMillis(5)))).isEmpty();
    }

    @Test
    void aTimeoutIsForEachElement() {
        assertThat(times(timed(8, 8, 8).timeout(ofMillis(10)))).containsExactly("1@8", "2@16", "3@24");
        List<Integer> seen = new ArrayList<>();
        assertThatThrownBy(() -> all(timed(8, 18).timeout(ofMillis(10)).map(x -> seen.add(x))))
                .isInstanceOf(DeadlineExceededException.class);
        assertThat(seen).containsExactly(1);
    }

    @Test
    void aRateIsKept() {
        assertThat(times(numbers(5).rateLimit(2, ofMillis(10)))).containsExactly("1@0", "2@0", "3@5", "4@10", "5@15");
        VirtualLoop.run(() -> {
            RateLimiter shared = new RateLimiter(1, ofMillis(10));
            AsyncStream<Integer> both =
                    AsyncStream.merge(numbers(2).rateLimit(shared), numbers(2).rateLimit(shared));
            await(both.toList());
            assertThat(VirtualLoop.millis()).isEqualTo(30);
            return done();
        });
    }

    @Test
    void theFirstFailureOfAMergeIsThatOfTheWhole() {
        RuntimeException error = new RuntimeException("gone");
        AsyncStream<Integer> failing = timed(2).map(x -> {
            throw error;
        });
        List<String> seen = new ArrayList<>();
        assertThatThrownBy(() -> all(AsyncStream.merge(timed(1, 2, 1), failing).map(x -> seen.add("" + x))))
                .isSameAs(error);
        assertThat(seen).containsExactly("1");
    }

    @Test
    void misuseIsToldAtTheCall() {
        AsyncStream<Integer> stream = numbers(1);
        List<ThrowingCallable> numbers = List.of(
                () -> stream.take(-1),
                () -> stream.skip(-1),
                () -> stream.buffer(0),
                () -> stream.chunked(0),
                () -> stream.mapAsync(x -> done(x), 0),
                () -> stream.flatMap(x -> stream, 0),
                () -> stream.rateLimit(0, ofMillis(1)),
                () -> stream.rateLimit(1, Duration.ZERO),
                () -> stream.debounce(Duration.ZERO),
                () -> stream.timeout(ofMillis(-1)));
        assertThat(numbers).allSatisfy(each -> assertThatThrownBy(each).isInstanceOf(IllegalArgumentException.class));
        List<ThrowingCallable> nulls = List.of(
                () -> stream.map(null),
                () -> stream.mapAsync(null),
                () -> stream.mapAsync(null, 1),
                () -> stream.filter(null),
                () -> stream.takeWhile(null),
                () -> stream.dropWhile(null),
                () -> stream.flatMap(null, 1),
                () -> stream.debounce(null),
                () -> stream.timeout(null),
                () -> stream.rateLimit(null),
                () -> stream.scan(0, null),
                () -> stream.reduce(0, null),
                () -> stream.forEach(null),
                () -> AsyncStream.of((Iterable<Integer>) null),
                () -> AsyncStream.merge(Arrays.asList(stream, null)),
                () -> AsyncStream.zip(stream, stream, null));
        assertThat(nulls).allSatisfy(each -> assertThatThrownBy(each).isInstanceOf(NullPointerException.class));
    }
}
