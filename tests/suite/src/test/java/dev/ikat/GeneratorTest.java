package dev.ikat;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a plain generator does when it is asked, sent to, raised in and closed. */
class GeneratorTest {
    private final List<Object> log = new ArrayList<>();

    /** For what runs inside a generator and uses it. */
    private @Nullable Generator<Object> self;

    @Async
    private Generator<Integer> count(int n) {
        log.add("begins");
        for (int i = 0; i < n; i++) {
            emit(i);
            log.add("after " + i);
        }
        return end("counted " + n);
    }

    /** Emits what it was sent, until it is told to end. */
    @Async
    private Generator<Object> echo() {
        try {
            Object sent = emit("first");
            while (!"end".equals(sent)) {
                sent = emit(sent == null ? "nothing" : sent);
            }
            return end("over");
        } finally {
            log.add("finally");
        }
    }

    /** Emits the errors that it catches. */
    @Async
    private Generator<Object> catching(boolean goesOn) {
        try {
            emit("first");
        } catch (Exception error) {
            log.add(error);
            if (goesOn) {
                emit("caught");
            }
        } finally {
            log.add("finally");
        }
        return end("over");
    }

    private static <T> List<T> all(Generator<T> generator) {
        List<T> all = new ArrayList<>();
        for (T each : generator) {
            all.add(each);
        }
        return all;
    }

    private static void assertMisuse(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String says) {
        assertThatThrownBy(call)
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining(says);
    }

    @Test
    void nothingRunsBeforeItIsAskedAndNoMoreThanIsAskedFor() {
        Generator<Integer> generator = count(3);
        assertThat(log).isEmpty();
        assertThat(generator.next()).isEqualTo(0);
        assertThat(log).containsExactly("begins");
        assertThat(generator.next()).isEqualTo(1);
        assertThat(log).containsExactly("begins", "after 0");
    }

    @Test
    void aForLoopInPlainCodeTakesAll() {
        int sum = 0;
        for (int each : count(5)) {
            sum += each;
        }
        assertThat(sum).isEqualTo(10);
        assertThat(log).hasSize(6);
    }

    @Test
    void itIsItsOwnIteratorAndIsIteratedOnce() {
        Generator<Integer> generator = count(2);
        assertThat((Object) generator.iterator()).isSameAs(generator);
        assertThat(all(generator)).containsExactly(0, 1);
        assertThat(all(generator)).isEmpty();
    }

    @Test
    void hasNextRunsItOnceAndKeepsTheElement() {
        Generator<Integer> generator = count(1);
        assertThat(generator.hasNext()).isTrue();
        assertThat(generator.hasNext()).isTrue();
        assertThat(log).containsExactly("begins");
        assertThat(generator.next()).isEqualTo(0);
        assertThat(generator.hasNext()).isFalse();
        assertThat(generator.hasNext()).isFalse();
    }

    @Test
    void nextBehindTheEndThrowsEachTime() {
        Generator<Integer> generator = count(0);
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(generator::next)
                    .isInstanceOf(NoSuchElementException.class)
                    .hasMessageContaining("GeneratorTest.count")
                    .hasMessageContaining("no more elements");
        }
        assertThat(log).containsExactly("begins");
    }

    @Test
    void nullIsAnElement() {
        Generator<Object> generator = ((Supplier<Generator<Object>>) () -> {
                    emit(null);
                    return end();
                })
                .get();
        assertThat(generator.hasNext()).isTrue();
        assertThat(generator.next()).isNull();
        assertThat(generator.hasNext()).isFalse();
    }

    @Test
    void otherThreadsMayGoOnOneAfterTheOther() throws InterruptedException {
        Generator<Integer> generator = count(4);
        assertThat(generator.next()).isEqualTo(0);
        List<Object> taken = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Thread thread = new Thread(() -> taken.add(generator.next()));
            thread.start();
            thread.join();
        }
        assertThat(taken).containsExactly(1, 2);
        assertThat(generator.next()).isEqualTo(3);
    }

    @Test
    void itIsUsedInCoroutinesToo() {
        int sum = VirtualLoop.run(() -> {
            int all = 0;
            for (int each : count(4)) {
                await(yieldNow());
                all += each;
            }
            return done(all);
        });
        assertThat(sum).isEqualTo(6);
    }

    @Test
    void emitReturnsWhatIsSentAndNullToALoop() {
        Generator<Object> generator = echo();
        assertThat(generator.next()).isEqualTo("first");
        assertThat(generator.send("a")).isEqualTo("a");
        assertThat(generator.next()).isEqualTo("nothing");
        assertThat(generator.send(null)).isEqualTo("nothing");
        assertThat(generator.hasNext()).isTrue();
        assertThat(generator.next()).isEqualTo("nothing");
    }

    @Test
    void sendThatEndsItThrows() {
        Generator<Object> generator = echo();
        generator.next();
        assertThatThrownBy(() -> generator.send("end")).isInstanceOf(NoSuchElementException.class);
        assertThatThrownBy(() -> generator.send("x")).isInstanceOf(NoSuchElementException.class);
        assertThat(generator.endValue()).isEqualTo("over");
    }

    @Test
    void beforeItBeginsOnlyNullCanBeSent() {
        Generator<Object> generator = echo();
        assertMisuse(() -> generator.send("x"), "has not begun");
        assertThat(generator.send(null)).isEqualTo("first");
        assertThat(generator.send("x")).isEqualTo("x");
    }

    @Test
    void sendAndRaiseBehindHasNextAreRefusedAndLoseNothing() {
        Generator<Object> generator = echo();
        assertThat(generator.hasNext()).isTrue();
        assertMisuse(() -> generator.send("x"), "take it with next()");
        assertMisuse(() -> generator.send(null), "take it with next()");
        assertMisuse(() -> generator.raise(new IOException()), "take it with next()");
        assertThat(generator.next()).isEqualTo("first");
        assertThat(generator.send("y")).isEqualTo("y");
    }

    @Test
    void raiseIsThrownByTheEmit() {
        IOException error = new IOException("raised");
        Generator<Object> generator = catching(true);
        generator.next();
        assertThat(generator.raise(error)).isEqualTo("caught");
        assertThat(log).containsExactly(error);
        assertThat(generator.hasNext()).isFalse();
        assertThat(log).containsExactly(error, "finally");
    }

    @Test
    void raiseThatIsCaughtByOneThatEndsThrowsNoSuchElement() {
        Generator<Object> generator = catching(false);
        generator.next();
        assertThatThrownBy(() -> generator.raise(new IOException())).isInstanceOf(NoSuchElementException.class);
        assertThat(generator.endValue()).isEqualTo("over");
    }

    @Test
    void raiseThatIsNotCaughtComesOutTheSameInstance() {
        IOException error = new IOException("raised");
        Generator<Object> generator = echo();
        generator.next();
        assertThat(catchThrowable(() -> generator.raise(error))).isSameAs(error);
        assertThat(log).containsExactly("finally");
        assertThat(generator.hasNext()).isFalse();
        assertThat(generator.endValue()).isNull();
    }

    @Test
    void raiseInANewOneEndsItUnbegun() {
        IOException error = new IOException("raised");
        Generator<Object> generator = catching(true);
        assertThat(catchThrowable(() -> generator.raise(error))).isSameAs(error);
        assertThat(log).isEmpty();
        assertThat(generator.hasNext()).isFalse();
    }

    @Test
    void raiseInAnEndedOneThrowsIt() {
        Generator<Integer> generator = count(0);
        assertThat(generator.hasNext()).isFalse();
        IOException error = new IOException("raised");
        assertThat(catchThrowable(() -> generator.raise(error))).isSameAs(error);
        assertThat(generator.endValue()).isEqualTo("counted 0");
    }

    @Test
    void raiseOfNothingIsRefused() {
        assertThatThrownBy(() -> count(1).raise(null)).isInstanceOf(NullPointerException.class);
    }

    @Async
    private Generator<Integer> failing(Exception error) throws Exception {
        emit(1);
        throw error;
    }

    @Test
    void whatItThrowsIsThrownToWhoAskedTheSameInstanceAndEndsIt() throws Exception {
        IOException error = new IOException("lost");
        Generator<Integer> generator = failing(error);
        assertThat(generator.next()).isEqualTo(1);
        assertThat(catchThrowable(generator::hasNext)).isSameAs(error);
        assertThat(generator.hasNext()).isFalse();
        assertThat(generator.endValue()).isNull();
    }

    @Test
    void closeRunsTheFinallyBlocks() {
        Generator<Object> generator = echo();
        generator.next();
        generator.close();
        assertThat(log).containsExactly("finally");
        assertThat(generator.hasNext()).isFalse();
        assertThat(generator.endValue()).isNull();
        generator.close();
        assertThat(log).containsExactly("finally");
    }

    @Test
    void closeDropsAnElementThatWasNotTaken() {
        Generator<Object> generator = echo();
        assertThat(generator.hasNext()).isTrue();
        generator.close();
        assertThat(log).containsExactly("finally");
        assertThat(generator.hasNext()).isFalse();
    }

    @Test
    void closedBeforeItBeginsItNeverWill() {
        Generator<Object> generator = echo();
        generator.close();
        assertThat(generator.hasNext()).isFalse();
        assertThat(log).isEmpty();
    }

    @Test
    void closeOfAnEndedOneDoesNothing() {
        Generator<Integer> generator = count(0);
        assertThat(generator.hasNext()).isFalse();
        generator.close();
        assertThat(generator.endValue()).isEqualTo("counted 0");
    }

    @Async
    private Generator<Object> emitsInFinally() {
        try {
            emit("first");
        } finally {
            emit("not allowed");
        }
        return end();
    }

    @Test
    void emitWhileClosingIsRefused() {
        Generator<Object> generator = emitsInFinally();
        generator.next();
        assertMisuse(generator::close, "emitted while it was being closed");
    }

    @Async
    private Generator<Object> failsInFinally() {
        try {
            emit("first");
        } finally {
            plainlyFails();
        }
        return end();
    }

    private static void plainlyFails() {
        throw new UnsupportedOperationException("in finally");
    }

    @Test
    void aFailureInFinallySurfacesFromClose() {
        Generator<Object> generator = failsInFinally();
        generator.next();
        assertThatThrownBy(generator::close).isInstanceOf(UnsupportedOperationException.class);
        assertThat(generator.hasNext()).isFalse();
    }

    @Async
    private Generator<Object> holding(Generator<Object> other) {
        try (other) {
            emit(other.next());
        }
        return end();
    }

    @Test
    void aFailureOfWhatItClosesSurfacesFromClose() {
        Generator<Object> generator = holding(failsInFinally());
        generator.next();
        assertThatThrownBy(generator::close).isInstanceOf(UnsupportedOperationException.class);
    }

    @Async
    private Generator<Object> swallowsExceptions() {
        try {
            emit("first");
        } catch (Exception error) {
            log.add("caught");
        } catch (Error error) {
            log.add(error.getClass());
            throw error;
        }
        return end();
    }

    @Test
    void catchExceptionDoesNotSeeTheClosing() {
        Generator<Object> generator = swallowsExceptions();
        generator.next();
        generator.close();
        assertThat(log).containsExactly(GeneratorExit.class);
    }

    @Test
    void tryWithResourcesClosesIt() {
        try (Generator<Object> generator = echo()) {
            assertThat(generator.next()).isEqualTo("first");
        }
        assertThat(log).containsExactly("finally");
    }

    @Test
    void theEndValueIsThereWhenItHasEnded() {
        Generator<Integer> generator = count(1);
        assertMisuse(generator::endValue, "has not ended");
        generator.next();
        assertMisuse(generator::endValue, "has not ended");
        assertThat(generator.hasNext()).isFalse();
        assertThat(generator.endValue()).isEqualTo("counted 1");
    }

    @Async
    private Generator<Object> asksItself(String how) {
        emit("first");
        Generator<Object> me = self;
        switch (how) {
            case "next" -> me.next();
            case "hasNext" -> log.add(me.hasNext());
            case "send" -> me.send("x");
            case "raise" -> me.raise(new GeneratorExit());
            case "emitAll" -> emitAll(me);
            default -> me.close();
        }
        return end();
    }

    @Test
    void itCannotAskItself() {
        for (String how : List.of("next", "hasNext", "send", "raise", "close", "emitAll")) {
            self = asksItself(how);
            assertThat(self.next()).isEqualTo("first");
            assertMisuse(self::next, "is running already");
            assertThat(self.hasNext()).isFalse();
        }
    }

    @Async
    private Generator<Object> asksItselfAndGoesOn() {
        emit("first");
        log.add(catchThrowable(() -> self.raise(new GeneratorExit())));
        emit("second");
        return end();
    }

    @Test
    void whoAskedItselfGoesOn() {
        self = asksItselfAndGoesOn();
        assertThat(all(self)).containsExactly("first", "second");
    }

    @Test
    void aStreamIsLazyAndClosesIt() {
        try (Stream<Object> stream = echo().stream()) {
            assertThat(stream.limit(2).collect(Collectors.toList())).containsExactly("first", "nothing");
            assertThat(log).isEmpty();
        }
        assertThat(log).containsExactly("finally");
        assertThat(count(1000).stream().mapToInt(each -> each).sum()).isEqualTo(499_500);
    }

    @Test
    void itsTextSaysWhereItIsFrom() {
        Generator<Integer> generator = count(1);
        assertThat(generator.toString()).startsWith("generator ").contains("GeneratorTest.count");
    }
}
