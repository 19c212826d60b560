package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.errorOf;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

/** What an asynchronous generator does when it is asked, sent to, raised in and closed. */
class AsyncGeneratorTest {
    private final List<Object> log = new ArrayList<>();

    /** Waits 10 ms before each element, and in its finally block. */
    @Async
    private AsyncGenerator<Integer> ticks(int n) {
        log.add("begins");
        try {
            for (int i = 0; i < n; i++) {
                await(sleep(ofMillis(10)));
                emit(i);
            }
        } finally {
            await(sleep(ofMillis(10)));
            log.add("finally");
        }
        return end("ticked " + n);
    }

    @Async
    private AsyncGenerator<Object> echo() {
        try {
            Object sent = emit("first");
            while (!"end".equals(sent)) {
                await(yieldNow());
                sent = emit("echo " + sent);
            }
        } catch (Exception error) {
            log.add(error);
            await(yieldNow());
            emit("caught");
        } finally {
            await(yieldNow());
            log.add("finally");
        }
        return end();
    }

    /** All that is left, element by element. */
    @Async
    private static <T> Coroutine<List<T>> rest(AsyncGenerator<T> generator) {
        List<T> rest = new ArrayList<>();
        while (await(generator.hasNext())) {
            rest.add(generator.next());
        }
        return done(rest);
    }

    /** The next one. */
    @Async
    private static <T> Coroutine<T> next(AsyncGenerator<T> generator) {
        assertThat(await(generator.hasNext())).isTrue();
        return done(generator.next());
    }

    @Async
    private static Coroutine<Void> assertMisuse(Awaitable<?> awaitable, String says) {
        assertThat(await(errorOf(awaitable)))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining(says);
        return done();
    }

    @Test
    void emitAndAwaitMix() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> generator = ticks(3);
            assertThat(log).isEmpty();
            assertThat(await(rest(generator))).containsExactly(0, 1, 2);
            assertThat(VirtualLoop.millis()).isEqualTo(40);
            assertThat(log).containsExactly("begins", "finally");
            assertThat(await(generator.hasNext())).isFalse();
            return done();
        });
    }

    @Test
    void itIsItsOwnIterator() {
        AsyncGenerator<Integer> generator = ticks(1);
        assertThat(generator.iterator()).isSameAs(generator);
        assertThat(generator.toString()).startsWith("asynchronous generator ").contains("AsyncGeneratorTest.ticks");
    }

    @Test
    void hasNextIsColdAndMayBeAwaitedAgain() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> generator = ticks(1);
            generator.hasNext();
            Coroutine<Boolean> more = generator.hasNext();
            await(yieldNow());
            assertThat(log).isEmpty();
            assertThat(await(more)).isTrue();
            assertThat(await(more)).isTrue();
            assertThat(await(generator.hasNext())).isTrue();
            assertThat(VirtualLoop.millis()).isEqualTo(10);
            assertThat(generator.next()).isEqualTo(0);
            assertThat(await(more)).isFalse();
            return done();
        });
    }

    @Test
    void nextWithoutHasNextIsRefused() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> generator = ticks(1);
            assertThatThrownBy(generator::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("await hasNext() before each next()");
            await(next(generator));
            assertThatThrownBy(generator::next).isInstanceOf(NoSuchElementException.class);
            assertThat(await(generator.hasNext())).isFalse();
            assertThatThrownBy(generator::next).isInstanceOf(NoSuchElementException.class);
            return done();
        });
    }

    @Test
    void emitReturnsWhatIsSent() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Object> generator = echo();
            assertThat(await(next(generator))).isEqualTo("first");
            assertThat(await(generator.send("a"))).isTrue();
            assertThat(generator.next()).isEqualTo("echo a");
            assertThat(await(next(generator))).isEqualTo("echo null");
            Coroutine<Boolean> last = generator.send("end");
            assertThat(log).isEmpty();
            assertThat(await(last)).isFalse();
            assertThat(await(generator.send("x"))).isFalse();
            await(assertMisuse(last, "awaited, started or closed already"));
            return done();
        });
    }

    @Test
    void misuseOfSendLosesNothing() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Object> generator = echo();
            await(assertMisuse(generator.send("x"), "has not begun"));
            assertThat(await(generator.send(null))).isTrue();
            await(assertMisuse(generator.send("x"), "take it with next()"));
            await(assertMisuse(generator.raise(new IOException()), "take it with next()"));
            assertThat(generator.next()).isEqualTo("first");
            assertThat(await(generator.send("y"))).isTrue();
            assertThat(generator.next()).isEqualTo("echo y");
            await(generator.closeAsync());
            return done();
        });
    }

    @Test
    void raiseIsThrownByTheEmit() {
        VirtualLoop.run(() -> {
            IOException error = new IOException();
            AsyncGenerator<Object> generator = echo();
            await(next(generator));
            assertThat(await(generator.raise(error))).isTrue();
            assertThat(generator.next()).isEqualTo("caught");
            assertThat(log).containsExactly(error);
            assertThat(await(errorOf(generator.raise(error)))).isSameAs(error);
            assertThat(log).containsExactly(error, "finally");
            assertThat(await(errorOf(generator.raise(error)))).isSameAs(error);
            assertThat(await(generator.hasNext())).isFalse();
            return done();
        });
    }

    @Test
    void raiseInANewOneEndsItUnbegun() {
        VirtualLoop.run(() -> {
            IOException error = new IOException();
            AsyncGenerator<Integer> generator = ticks(1);
            assertThat(await(errorOf(generator.raise(error)))).isSameAs(error);
            assertThat(await(generator.hasNext())).isFalse();
            assertThat(log).isEmpty();
            assertThatThrownBy(() -> generator.raise(null)).isInstanceOf(NullPointerException.class);
            return done();
        });
    }

    @Test
    void closingRunsTheFinallyBlocksWhichMayAwait() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> generator = ticks(3);
            await(next(generator));
            Coroutine<Void> closing = generator.closeAsync();
            assertThat(log).containsExactly("begins");
            await(closing);
            assertThat(log).containsExactly("begins", "finally");
            assertThat(VirtualLoop.millis()).isEqualTo(20);
            await(generator.closeAsync());
            assertThat(await(generator.hasNext())).isFalse();
            assertThat(log).hasSize(2);
            return done();
        });
    }

    @Test
    void closingDropsAnElementThatWasNotTaken() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> generator = ticks(3);
            assertThat(await(generator.hasNext())).isTrue();
            await(generator.closeAsync());
            assertThatThrownBy(generator::next).isInstanceOf(NoSuchElementException.class);
            assertThat(log).containsExactly("begins", "finally");
            return done();
        });
    }

    @Test
    void closedBeforeItBeginsItNeverWill() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> generator = ticks(3);
            await(generator.closeAsync());
            assertThat(await(generator.hasNext())).isFalse();
            assertThat(log).isEmpty();
            return done();
        });
    }

    @Async
    private AsyncGenerator<Object> emitsInFinally(boolean waits) {
        try {
            emit("first");
        } finally {
            if (waits) {
                await(yieldNow());
            }
            emit("not allowed");
            log.add("later");
        }
        return end();
    }

    @Test
    void emitWhileClosingIsRefused() {
        VirtualLoop.run(() -> {
            for (boolean waits : new boolean[] {false, true}) {
                AsyncGenerator<Object> generator = emitsInFinally(waits);
                await(next(generator));
                await(assertMisuse(generator.closeAsync(), "emitted while it was being closed"));
                await(generator.closeAsync());
                assertThat(log).isEmpty();
            }
            return done();
        });
    }

    @Test
    void oneThatEmittedWhileClosingIsLeftWhereItEmitted() {
        VirtualLoop.run(() -> {
            for (boolean waits : new boolean[] {false, true}) {
                log.clear();
                AsyncGenerator<Object> generator = emitsInFinally(waits);
                await(next(generator));
                await(assertMisuse(generator.closeAsync(), "emitted while it was being closed"));
                assertThat(await(errorOf(generator.hasNext()))).isInstanceOf(GeneratorExit.class);
                assertThat(log).containsExactly("later");
            }
            return done();
        });
    }

    @Async
    private AsyncGenerator<Object> failsInFinally() {
        try {
            emit("first");
        } finally {
            await(Tried.failing(new UnsupportedOperationException(), 1));
        }
        return end();
    }

    @Test
    void aFailureInFinallySurfacesFromTheClosing() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Object> generator = failsInFinally();
            await(next(generator));
            assertThat(await(errorOf(generator.closeAsync()))).isInstanceOf(UnsupportedOperationException.class);
            return done();
        });
    }

    @Async
    private AsyncGenerator<Object> iterating(AsyncGenerator<Object> other) {
        for (Object each : each(other)) {
            emit(each);
        }
        return end();
    }

    @Async
    private AsyncGenerator<Object> holding(AsyncGenerator<Object> other) {
        try (other) {
            emit(await(next(other)));
        }
        return end();
    }

    @Test
    void aFailureOfWhatItClosesSurfacesFromTheClosing() {
        VirtualLoop.run(() -> {
            for (AsyncGenerator<Object> generator : List.of(iterating(failsInFinally()), holding(failsInFinally()))) {
                await(next(generator));
                assertThat(await(errorOf(generator.closeAsync()))).isInstanceOf(UnsupportedOperationException.class);
            }
            return done();
        });
    }

    @Test
    void tryWithResourcesClosesIt() {
        VirtualLoop.run(() -> {
            try (AsyncGenerator<Integer> generator = ticks(2)) {
                await(next(generator));
            }
            assertThat(log).containsExactly("begins", "finally");
            return done();
        });
    }

    @Test
    void aSecondConsumerIsRefusedAndNothingIsLost() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> generator = ticks(2);
            Task<List<Integer>> first = start(rest(generator));
            await(yieldNow());
            await(assertMisuse(generator.hasNext(), "is running already"));
            await(assertMisuse(generator.send(null), "is running already"));
            await(assertMisuse(generator.raise(new IOException()), "is running already"));
            await(assertMisuse(generator.closeAsync(), "is running already"));
            assertThat(await(first)).containsExactly(0, 1);
            return done();
        });
    }

    @Async
    private static Coroutine<Object> deep(int depth, Coroutine<?> last) {
        return done(depth == 0 ? await(last) : await(deep(depth - 1, last)));
    }

    @Test
    void alsoWhereTheRequestIsPutOffBecauseItIsDeep() {
        VirtualLoop.run(() -> {
            for (int depth = 110; depth < 140; depth++) {
                AsyncGenerator<Integer> generator = ticks(2);
                Task<List<Integer>> first = start(rest(generator));
                await(yieldNow());
                await(assertMisuse(deep(depth, generator.hasNext()), "is running already"));
                assertThat(await(first)).containsExactly(0, 1);
                assertThat(await(deep(depth, generator.hasNext()))).isEqualTo(false);
            }
            return done();
        });
    }

    @Async
    private AsyncGenerator<Object> asksItself(List<AsyncGenerator<Object>> self) {
        emit(1);
        await(self.get(0).hasNext());
        return end();
    }

    @Test
    void itCannotAskItself() {
        VirtualLoop.run(() -> {
            List<AsyncGenerator<Object>> self = new ArrayList<>();
            self.add(asksItself(self));
            await(next(self.get(0)));
            await(assertMisuse(self.get(0).hasNext(), "it cannot ask itself"));
            return done();
        });
    }

    @Test
    void aCancellationIsThrownByTheAwaitOfTheGenerator() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> generator = ticks(9);
            Task<List<Integer>> task = start(rest(generator));
            await(sleep(ofMillis(25)));
            task.cancel();
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            assertThat(log).containsExactly("begins", "finally");
            assertThat(VirtualLoop.millis()).isEqualTo(35);
            assertThat(await(generator.hasNext())).isFalse();
            return done();
        });
    }

    @Async
    private AsyncGenerator<Object> survives() {
        try {
            await(sleep(ofSeconds(1)));
        } catch (CancelledError error) {
            log.add("survived");
        }
        emit("first");
        await(yieldNow());
        emit("second");
        return end();
    }

    @Test
    void oneThatCatchesTheCancellationGoesOn() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Object> generator = survives();
            Task<List<Object>> task = start(rest(generator));
            await(yieldNow());
            task.cancel();
            assertThat(await(task)).containsExactly("first", "second");
            assertThat(log).containsExactly("survived");
            return done();
        });
    }

    @Test
    void aCancellationBetweenTwoElementsLeavesItOpen() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> generator = ticks(3);
            Task<Void> task = start(() -> {
                await(next(generator));
                await(sleep(ofSeconds(9)));
                return done();
            });
            await(sleep(ofMillis(15)));
            task.cancel();
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            assertThat(log).containsExactly("begins");
            assertThat(await(rest(generator))).containsExactly(1, 2);
            return done();
        });
    }

    @Test
    void aTimeoutOverAnElement() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> generator = ticks(3);
            await(next(generator));
            assertThat(await(errorOf(timeout(ofMillis(5), generator.hasNext()))))
                    .isInstanceOf(DeadlineExceededException.class);
            assertThat(log).containsExactly("begins", "finally");
            assertThat(await(generator.hasNext())).isFalse();
            return done();
        });
    }

    @Test
    void itMayBeHandedFromTaskToTask() {
        VirtualLoop.run(() -> {
            AsyncGenerator<Integer> generator = ticks(3);
            for (int i = 0; i < 3; i++) {
                assertThat(await(start(next(generator)))).isEqualTo(i);
            }
            assertThat(await(generator.hasNext())).isFalse();
            return done();
        });
    }
}
