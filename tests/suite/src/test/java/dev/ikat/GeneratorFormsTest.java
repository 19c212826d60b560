package dev.ikat;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** emit at any place of a method of any kind. */
class GeneratorFormsTest {
    private final List<Object> log = new ArrayList<>();

    private static <T> List<T> all(Generator<T> generator) {
        List<T> all = new ArrayList<>();
        generator.forEachRemaining(all::add);
        return all;
    }

    /** Sends 1, 2, … until it ends. */
    private static List<Object> numbered(Generator<Object> generator) {
        List<Object> all = new ArrayList<>();
        all.add(generator.next());
        try {
            for (int i = 1; ; i++) {
                all.add(generator.send(i));
            }
        } catch (java.util.NoSuchElementException end) {
            return all;
        }
    }

    @Async
    private Generator<Object> inExpressions() {
        int sum = 100 * Ikat.<Integer>emit("a") + 10 * Ikat.<Integer>emit("b") + Ikat.<Integer>emit("c");
        String text = "[" + emit("d") + (emit("e") == null ? "no" : "yes") + "]";
        log.add(sum);
        log.add(text);
        Object[] array = {emit("f"), emit("g")};
        log.add(List.of(array));
        long wide = 5L;
        double half = 0.5;
        int got = emit(wide + half);
        log.add(wide * got + half);
        return end(emit(emit("h")));
    }

    @Test
    void emitInExpressions() {
        Generator<Object> generator = inExpressions();
        assertThat(numbered(generator)).containsExactly("a", "b", "c", "d", "e", "f", "g", 5.5, "h", 9);
        assertThat(log).containsExactly(123, "[4yes]", List.of(6, 7), 40.5);
        assertThat(generator.endValue()).isEqualTo(10);
    }

    @Async
    private Generator<Object> inSwitches(int n) {
        Object got = switch (n) {
            case 0 -> emit("zero");
            case 1 -> {
                Object first = emit("one");
                yield emit("one, sent " + first);
            }
            default -> "none";
        };
        switch (n) {
            case 0:
                emit("zero again");
            case 1:
                emit("falls through");
                break;
            default:
                emit(got);
        }
        return end(got);
    }

    @Test
    void emitInSwitches() {
        assertThat(numbered(inSwitches(0))).containsExactly("zero", "zero again", "falls through");
        assertThat(numbered(inSwitches(1))).containsExactly("one", "one, sent 1", "falls through");
        assertThat(numbered(inSwitches(2))).containsExactly("none");
    }

    @Async
    private Generator<Object> inTries() {
        for (int i = 0; i < 2; i++) {
            try {
                try {
                    emit("try " + i);
                    if (i == 1) {
                        throw new UnsupportedOperationException();
                    }
                } finally {
                    emit("inner finally " + i);
                }
            } catch (UnsupportedOperationException error) {
                emit("catch " + i);
            } finally {
                emit("finally " + i);
            }
        }
        return end();
    }

    @Test
    void emitInNestedTries() {
        assertThat(all(inTries()))
                .containsExactly(
                        "try 0", "inner finally 0", "finally 0", "try 1", "inner finally 1", "catch 1", "finally 1");
    }

    @Test
    void inLambdas() {
        int captured = 7;
        Supplier<Generator<Object>> block = () -> {
            emit(captured);
            emit(log);
            return end();
        };
        IntFunction<Generator<Integer>> squares = n -> {
            for (int i = 0; i < n; i++) {
                emit(i * i);
            }
            return end();
        };
        Supplier<Generator<Object>> delegating = () -> end(emitAll(List.of(1, 2)));
        assertThat(all(block.get())).containsExactly(7, log);
        assertThat(all(squares.apply(4))).containsExactly(0, 1, 4, 9);
        assertThat(all(delegating.get())).containsExactly(1, 2);
    }

    @Test
    void aLambdaWithoutEmitRunsAtTheCall() {
        Supplier<Generator<Object>> supplier = () -> {
            log.add("called");
            return end("at once");
        };
        Generator<Object> generator = supplier.get();
        assertThat(log).containsExactly("called");
        assertThat(generator.hasNext()).isFalse();
        assertThat(generator.endValue()).isEqualTo("at once");
    }

    private interface Shape<T> {
        T corner(int number);

        @Async
        default Generator<T> corners(int n) {
            for (int i = 0; i < n; i++) {
                emit(corner(i));
            }
            return end();
        }

        @Async
        static <E> Generator<E> twice(E element) {
            emit(element);
            emit(element);
            return end();
        }
    }

    private record Square(String name) implements Shape<String> {
        @Override
        public String corner(int number) {
            return name + number;
        }

        @Async
        @Override
        public Generator<String> corners(int n) {
            emitAll(Shape.super.corners(n));
            emit(name);
            return end();
        }
    }

    private static class Base {
        @Async
        Generator<Object> elements() {
            emit("base");
            return end();
        }
    }

    private static final class Derived extends Base {
        @Async
        @Override
        Generator<Object> elements() {
            emitAll(super.elements());
            emit("derived");
            return end();
        }
    }

    @Test
    void inMethodsOfInterfacesRecordsAndSubclasses() {
        assertThat(all(new Square("s").corners(2))).containsExactly("s0", "s1", "s");
        assertThat(all(Shape.twice(1L))).containsExactly(1L, 1L);
        assertThat(all(new Derived().elements())).containsExactly("base", "derived");
        Base anonymous = new Base() {
            @Async
            @Override
            Generator<Object> elements() {
                emit(log);
                return end();
            }
        };
        assertThat(all(anonymous.elements())).containsExactly(log);
    }

    @Async
    private static Generator<Object> withAllKinds(byte b, long l, float f, double d, char c, boolean z, int[] array) {
        emit(l);
        emit(d);
        l++;
        f *= 2;
        emit(b + l + f + d + c + array[0] + (z ? 1 : 0));
        return end();
    }

    @Test
    void localsOfAllKindsAreKept() {
        assertThat(all(withAllKinds((byte) 1, 2L, 3f, 4.0, (char) 5, true, new int[] {6})))
                .containsExactly(2L, 4.0, 1 + 3 + 6f + 4.0 + 5 + 6 + 1);
    }

    @Async
    private static Generator<Integer> returnsOther(int kind) {
        emit(kind);
        if (kind == 0) {
            return kind > 5 ? end(1) : returnsOther(1);
        }
        try {
            if (kind == 1) {
                return returnsOther(2);
            }
        } finally {
            emit(-kind);
        }
        return end(kind);
    }

    @Test
    void returnOfAnotherGoesOnWithThat() {
        Generator<Integer> generator = returnsOther(0);
        assertThat(all(generator)).containsExactly(0, 1, 2, -2, -1);
        assertThat(generator.endValue()).isEqualTo(2);
    }

    @Async
    private Generator<Integer> returnsFailing() {
        try {
            return fails();
        } catch (UnsupportedOperationException error) {
            emit(-1);
            return end("caught");
        }
    }

    @Async
    private static Generator<Integer> fails() {
        emit(1);
        throw new UnsupportedOperationException();
    }

    @Test
    void theTryAroundSeesTheFailureOfAReturnedOne() {
        Generator<Integer> generator = returnsFailing();
        assertThat(all(generator)).containsExactly(1, -1);
        assertThat(generator.endValue()).isEqualTo("caught");
    }

    @Async
    private static Generator<Integer> withoutEmit() {
        return end("nothing");
    }

    private static Generator<Integer> notWoven() {
        return end("plain");
    }

    private static AsyncGenerator<Integer> notWovenAsync() {
        return end("plain");
    }

    @Test
    void endWorksWithoutEmitAndInPlainCode() {
        Generator<Integer> empty = withoutEmit();
        assertThatThrownBy(empty::endValue).isInstanceOf(IllegalStateException.class);
        assertThat(empty.hasNext()).isFalse();
        assertThat(empty.endValue()).isEqualTo("nothing");
        assertThat(notWoven().endValue()).isEqualTo("plain");
        AsyncGenerator<Integer> none = notWovenAsync();
        assertThat(VirtualLoop.<Boolean>run(() -> none.hasNext())).isFalse();
    }

    private static void plainEmit() {
        emit(1);
    }

    private static void plainEmitAll() {
        emitAll(List.of());
    }

    private static void plainEmitAllAsync() {
        emitAll(notWovenAsync());
    }

    private static void plainEach() {
        for (int ignored : each(notWovenAsync())) {
            throw new AssertionError(ignored);
        }
    }

    @Test
    void inPlainCodeTheyThrowAndSayWhatToAdd() {
        assertThatThrownBy(GeneratorFormsTest::plainEmit)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("emit in dev.ikat.GeneratorFormsTest.plainEmit (GeneratorFormsTest.java:")
                .hasMessageContaining("let the method return one of them");
        assertThatThrownBy(GeneratorFormsTest::plainEmitAll)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("emitAll in ");
        assertThatThrownBy(GeneratorFormsTest::plainEmitAllAsync)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("emitAll in ");
        assertThatThrownBy(GeneratorFormsTest::plainEach)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("each in ")
                .hasMessageContaining("Add @Async");
    }
}
