package dev.ikat;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** emitAll: what reaches the other generator, and what comes back. */
class GeneratorDelegationTest {
    private final List<Object> log = new ArrayList<>();

    private @Nullable Generator<Object> self;

    private static <T> List<T> all(Generator<T> generator) {
        List<T> all = new ArrayList<>();
        for (T each : generator) {
            all.add(each);
        }
        return all;
    }

    @Async
    private Generator<Object> count(int n) {
        for (int i = 0; i < n; i++) {
            emit(i);
        }
        return end("counted " + n);
    }

    @Async
    private Generator<Object> delegating(Iterable<?> source) {
        try {
            log.add(emitAll(source));
        } catch (Exception error) {
            log.add(error);
            emit("outer caught");
        } finally {
            log.add("outer finally");
        }
        return end("outer");
    }

    @Async
    private Generator<Object> echo() {
        try {
            Object sent = emit("first");
            while (!"end".equals(sent)) {
                sent = emit("echo " + sent);
            }
            return end("over");
        } finally {
            log.add("inner finally");
        }
    }

    @Test
    void itsElementsAndItsEndValueComeBack() {
        Generator<Object> generator = delegating(count(2));
        assertThat(all(generator)).containsExactly(0, 1);
        assertThat(log).containsExactly("counted 2", "outer finally");
        assertThat(generator.endValue()).isEqualTo("outer");
    }

    @Test
    void anIterableHasNoEndValue() {
        assertThat(all(delegating(List.of("a", "b")))).containsExactly("a", "b");
        assertThat(all(delegating(Arrays.asList("c", null)))).containsExactly("c", null);
        assertThat(log).containsExactly(null, "outer finally", null, "outer finally");
    }

    @Test
    void anEndedOneHasItsEndValueOnly() {
        Generator<Object> ended = count(1);
        all(ended);
        assertThat(all(delegating(ended))).isEmpty();
        assertThat(log).containsExactly("counted 1", "outer finally");
    }

    @Test
    void oneThatWasBegunGoesOnAndAnElementThatWasFetchedComesFirst() {
        Generator<Object> begun = count(4);
        begun.next();
        assertThat(begun.hasNext()).isTrue();
        assertThat(all(delegating(begun))).containsExactly(1, 2, 3);
        assertThat(begun.endValue()).isEqualTo("counted 4");
    }

    @Test
    void nothingIsRefused() {
        Generator<Object> generator = delegating(null);
        assertThat(generator.next()).isEqualTo("outer caught");
        assertThat(log)
                .singleElement()
                .isInstanceOf(NullPointerException.class)
                .asString()
                .contains("emitAll(null)");
    }

    @Test
    void sentValuesReachIt() {
        Generator<Object> generator = delegating(echo());
        generator.next();
        assertThat(generator.send("a")).isEqualTo("echo a");
        assertThat(generator.next()).isEqualTo("echo null");
        assertThatThrownBy(() -> generator.send("end")).isInstanceOf(NoSuchElementException.class);
        assertThat(log).containsExactly("inner finally", "over", "outer finally");
    }

    @Test
    void anIterableTakesNoSentValue() {
        Generator<Object> generator = delegating(List.of(1, 2));
        generator.next();
        assertThat(generator.send("x")).isEqualTo("outer caught");
        assertThat(log.get(0))
                .isInstanceOf(IllegalStateException.class)
                .asString()
                .contains("a value was sent");
    }

    @Test
    void raisedErrorsReachItAndComeOutTheSameInstance() {
        IOException error = new IOException();
        Generator<Object> generator = delegating(echo());
        generator.next();
        assertThat(generator.raise(error)).isEqualTo("outer caught");
        assertThat(log).containsExactly("inner finally", error);
    }

    @Async
    private Generator<Object> catching() {
        for (int i = 0; ; i++) {
            try {
                emit(i);
            } catch (UnsupportedOperationException error) {
                log.add("inner caught");
            }
        }
    }

    @Test
    void aRaisedErrorThatItCatchesStaysThere() {
        Generator<Object> generator = delegating(catching());
        generator.next();
        assertThat(generator.raise(new UnsupportedOperationException())).isEqualTo(1);
        assertThat(generator.next()).isEqualTo(2);
        assertThat(log).containsExactly("inner caught");
    }

    @Test
    void closingClosesTheInnermostFirst() {
        Generator<Object> generator = delegating(delegating(echo()));
        generator.next();
        generator.close();
        assertThat(log).containsExactly("inner finally", "outer finally", "outer finally");
    }

    @Async
    private Generator<Object> endsWhenClosed() {
        try {
            emit("first");
        } catch (GeneratorExit exit) {
            log.add("inner exit");
        }
        return end("not looked at");
    }

    @Test
    void oneThatEndsWhenItIsClosedDoesNotKeepTheOuterFromClosing() {
        Generator<Object> generator = delegating(endsWhenClosed());
        generator.next();
        generator.close();
        assertThat(log).containsExactly("inner exit", "outer finally");
        assertThat(generator.hasNext()).isFalse();
    }

    @Async
    private Generator<Object> emitsWhenClosed(boolean all) {
        try {
            emit("first");
        } finally {
            if (all) {
                emitAll(List.of("not allowed"));
            }
            emit("nor this");
        }
        return end();
    }

    @Test
    void oneThatEmitsWhenItIsClosedFailsInTheOuter() {
        for (boolean all : new boolean[] {false, true}) {
            log.clear();
            Generator<Object> inner = emitsWhenClosed(all);
            Generator<Object> generator = delegating(inner);
            generator.next();
            assertThatThrownBy(generator::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("GeneratorDelegationTest.delegating"); // as it emits, having caught that
            assertThat(log).hasSize(1);
            assertThat(log.get(0)).asString().contains("GeneratorDelegationTest.emitsWhenClosed");
            if (all) {
                assertThat(inner.next()).isEqualTo("nor this");
            } else {
                assertThatThrownBy(inner::next).isInstanceOf(GeneratorExit.class);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private Generator<Object> logged() {
        return (Generator<Object>) log.get(0);
    }

    @Async
    private Generator<Object> asks(String how, boolean outer) {
        emit("first");
        Generator<Object> asked = outer ? self : logged();
        switch (how) {
            case "next" -> asked.next();
            case "send" -> asked.send("x");
            case "raise" -> asked.raise(new IOException());
            case "emitAll" -> emitAll(asked);
            default -> asked.close();
        }
        return end();
    }

    @Async
    private Generator<Object> plainly(Generator<Object> source) {
        emitAll(source);
        return end();
    }

    @Test
    void theInnerCannotAskItselfOrTheOuter() {
        for (String how : List.of("next", "send", "raise", "emitAll", "close")) {
            for (boolean outer : new boolean[] {false, true}) {
                log.clear();
                Generator<Object> inner = asks(how, outer);
                log.add(inner);
                self = plainly(inner);
                self.next();
                assertThatThrownBy(self::next)
                        .as(how)
                        .isExactlyInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("is running already");
            }
        }
    }

    @Async
    private Generator<Object> closesItselfAtOnce() {
        Throwable misuse = catchThrowable(() -> logged().close());
        log.add(misuse);
        emit("goes on");
        return end();
    }

    @Test
    void norBeforeItsFirstElement() {
        Generator<Object> inner = closesItselfAtOnce();
        log.add(inner);
        assertThat(all(plainly(inner))).containsExactly("goes on");
        assertThat(log.get(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void oneThatIsUsedFromOutsideMeanwhileGoesOnForBoth() {
        Generator<Object> inner = count(6);
        Generator<Object> middle = plainly(inner);
        Generator<Object> outer = plainly(middle);
        assertThat(outer.next()).isEqualTo(0);
        assertThat(inner.next()).isEqualTo(1);
        assertThat(outer.next()).isEqualTo(2);
        assertThat(middle.next()).isEqualTo(3);
        assertThat(inner.hasNext()).isTrue();
        assertThat(outer.next()).isEqualTo(4);
        assertThat(inner.next()).isEqualTo(5);
        assertThat(inner.hasNext()).isFalse();
        assertThat(inner.endValue()).isEqualTo("counted 6");
        assertThat(outer.hasNext()).isFalse();
        assertThat(middle.hasNext()).isFalse();
    }

    @Test
    void oneThatIsEndedFromOutsideMeanwhileHasItsEndValue() {
        Generator<Object> inner = count(2);
        Generator<Object> outer = delegating(inner);
        outer.next();
        assertThat(all(inner)).containsExactly(1);
        assertThat(outer.hasNext()).isFalse();
        assertThat(log).containsExactly("counted 2", "outer finally");
    }

    @Test
    void oneThatIsClosedFromOutsideMeanwhileEnds() {
        Generator<Object> inner = echo();
        Generator<Object> outer = delegating(inner);
        outer.next();
        inner.close();
        IOException error = new IOException();
        assertThat(outer.raise(error)).isEqualTo("outer caught");
        assertThat(log).containsExactly("inner finally", error);
    }

    @Test
    void oneThatTwoEmitIsSharedByThem() {
        Generator<Object> shared = count(5);
        Generator<Object> one = plainly(shared);
        Generator<Object> other = plainly(shared);
        assertThat(one.next()).isEqualTo(0);
        assertThat(other.next()).isEqualTo(1);
        assertThat(one.next()).isEqualTo(2);
        other.close();
        assertThat(one.hasNext()).isFalse();
    }

    private static final class Failing implements Iterable<Object>, Iterator<Object> {
        private final int failsIn;

        Failing(int failsIn) {
            this.failsIn = failsIn;
        }

        @Override
        public Iterator<Object> iterator() {
            return at(0);
        }

        @Override
        public boolean hasNext() {
            return at(1) != null;
        }

        @Override
        public Object next() {
            return at(2);
        }

        private Failing at(int place) {
            if (place == failsIn) {
                throw new UnsupportedOperationException("place " + place);
            }
            return this;
        }
    }

    @Test
    void whatAnIterableThrowsIsThrownByEmitAll() {
        for (int i = 0; i < 3; i++) {
            log.clear();
            assertThat(delegating(new Failing(i)).next()).isEqualTo("outer caught");
            assertThat(log.get(0)).hasToString("java.lang.UnsupportedOperationException: place " + i);
        }
    }

    private static List<String> lines(Throwable error) {
        return Stream.of(error.getStackTrace())
                .filter(line -> line.getClassName().startsWith("dev.ikat."))
                .map(line -> line.getClassName().replaceFirst(".*\\.", "") + "." + line.getMethodName()
                        + (line.getLineNumber() > 0 ? "" : " without a line"))
                .toList();
    }

    @Async
    private static Generator<Object> fails(boolean later) throws IOException {
        if (later) {
            emit(1);
        }
        throw new IOException();
    }

    @Async
    private static Generator<Object> middle(boolean later) throws IOException {
        emitAll(fails(later));
        return end();
    }

    @Async
    private static Generator<Object> outer(boolean later) throws IOException {
        return middle(later);
    }

    @Test
    void aTraceShowsWhoDelegates() throws IOException {
        for (boolean later : new boolean[] {false, true}) {
            Generator<Object> generator = outer(later);
            Throwable error = catchThrowable(() -> all(generator));
            assertThat(lines(error).subList(0, 3))
                    .containsExactly(
                            "GeneratorDelegationTest.fails",
                            "GeneratorDelegationTest.middle",
                            "GeneratorDelegationTest.outer");
            assertThat(lines(error)).doesNotHaveDuplicates().contains("GeneratorDelegationTest.all");
        }
    }
}
