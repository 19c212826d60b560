package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** {@code as_completed}. */
class AsCompletedTest extends GroupFixture {
    @Async
    private static <T> Coroutine<List<Promise<T>>> all(AsyncIterable<Promise<T>> iterable) {
        List<Promise<T>> all = new ArrayList<>();
        AsyncIterator<Promise<T>> iterator = iterable.iterator();
        while (await(iterator.hasNext())) {
            all.add(iterator.next());
        }
        return done(all);
    }

    @Test
    void theyComeInTheOrderOfTheirEnds() {
        VirtualLoop.run(() -> {
            AsyncIterator<Promise<String>> iterator = asCompleted(
                            List.of(lasting("a", 20), lasting("b", 5), lasting("c", 10)))
                    .iterator();
            StringBuilder seen = new StringBuilder();
            while (await(iterator.hasNext())) {
                seen.append(VirtualLoop.millis()).append(iterator.next().result());
            }
            assertThat(seen).hasToString("5b10c20a");
            return done();
        });
    }

    @Test
    void theyAreStartedAtOnce() {
        VirtualLoop.run(() -> {
            asCompleted(List.of(lasting("a", 5), lasting("b", 10)));
            await(sleep(ofMillis(20)));
            return done();
        });
        assertThat(log).containsExactly("a", "b");
    }

    @Test
    void promisesAndTasksComeAsThemselves() {
        VirtualLoop.run(() -> {
            Task<String> task = start(lasting("task", 5));
            Promise<String> promise = promise();
            promise.complete("promise");
            assertThat((List<Promise<String>>) await(all(asCompleted(List.of(task, promise)))))
                    .containsExactly(promise, task);
            return done();
        });
    }

    @Test
    void failuresAndCancellationsAreThoseOfTheirPromises() {
        IOException error = new IOException();
        VirtualLoop.run(() -> {
            Task<String> cancelled = start(lasting("a", 10));
            cancelled.cancel();
            List<Promise<String>> all = await(all(asCompleted(List.of(failingAt(5, error), cancelled))));
            assertThat(all.get(0)).isSameAs(cancelled);
            assertThat(await(errorOf(all.get(1)))).isSameAs(error);
            return done();
        });
    }

    @Test
    void leftEarlyTheOthersGoOn() {
        VirtualLoop.run(() -> {
            AsyncIterator<Promise<String>> iterator =
                    asCompleted(List.of(lasting("a", 20), lasting("b", 5))).iterator();
            await(iterator.hasNext());
            await(sleep(ofMillis(50)));
            return done();
        });
        assertThat(log).containsExactly("b", "a");
    }

    @Test
    void aCancellationOfTheWaitLosesNothing() {
        VirtualLoop.run(() -> {
            Promise<String> a = promise();
            Promise<String> b = promise();
            AsyncIterator<Promise<String>> iterator = asCompleted(List.of(a, b)).iterator();
            Task<Boolean> waiting = start(iterator.hasNext());
            await(yieldNow());
            waiting.cancel();
            await(errorOf(waiting));
            Task<Boolean> handed = start(iterator.hasNext());
            await(yieldNow());
            a.complete("a");
            await(yieldNow());
            handed.cancel();
            assertThat(await(errorOf(handed))).isInstanceOf(CancelledError.class);
            assertThat((boolean) await(iterator.hasNext())).isTrue();
            assertThat(iterator.next()).isSameAs(a);
            return done();
        });
    }

    @Test
    void everyIterationSeesAllInTheSameOrder() {
        VirtualLoop.run(() -> {
            AsyncIterable<Promise<String>> iterable =
                    asCompleted(List.of(lasting("a", 20), lasting("b", 5), lasting("c", 10)));
            Task<List<Promise<String>>> other = start(all(iterable));
            List<Promise<String>> first = await(all(iterable));
            assertThat((List<Promise<String>>) await(other)).isEqualTo(first);
            assertThat((List<Promise<String>>) await(all(iterable))).isEqualTo(first);
            assertThat(first).extracting(Promise::result).containsExactly("b", "c", "a");
            return done();
        });
    }

    @Test
    void theSameTwiceIsThereOnceAndNothingEndsAtOnce() {
        VirtualLoop.run(() -> {
            Coroutine<String> once = lasting("a", 5);
            assertThat((List<Promise<String>>) await(all(asCompleted(List.of(once, once)))))
                    .hasSize(1);
            assertThat((List<Promise<String>>) await(all(asCompleted(List.<Coroutine<String>>of()))))
                    .isEmpty();
            return done();
        });
    }

    @Test
    void nextComesAfterHasNext() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            AsyncIterator<Promise<String>> iterator =
                    asCompleted(List.of(promise)).iterator();
            assertThatThrownBy(iterator::next)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("hasNext");
            promise.complete("x");
            assertThat((boolean) await(iterator.hasNext())).isTrue();
            assertThat((boolean) await(iterator.hasNext())).as("again").isTrue();
            iterator.next();
            assertThat((boolean) await(iterator.hasNext())).isFalse();
            assertThatThrownBy(iterator::next).isInstanceOf(NoSuchElementException.class);
            return done();
        });
    }
}
