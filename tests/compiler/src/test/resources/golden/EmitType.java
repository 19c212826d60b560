import static dev.ikat.Ikat.*;

import dev.ikat.*;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

class EmitType {
    interface Shape {}

    static class Round implements Shape {}

    static final class Square implements Shape {}

    record Named(String name) {}

    enum Colour {
        RED
    }

    @Async
    static Generator<Long> longs(int n, Integer boxed, Number number, Object any, List raw, String text) {
        emit(1); // expect: emit-type "1 is of type int and cannot be an element of Generator<Long>. Write emit((long) 1)"
        emit(n + 1); // expect: emit-type "Write emit((long) (n + 1))"
        emit(n); // expect: emit-type "Write emit((long) n)"
        emit(boxed); // expect: emit-type "boxed is of type Integer and cannot be an element of Generator<Long>. Write emit(boxed.longValue())"
        emit(text); // expect: emit-type "Convert it, or let the method return a generator of String"
        emit(true); // expect: emit-type "or let the method return a generator of Boolean"
        emit(1.5); // expect: emit-type "Write emit((long) 1.5)"
        emit(n > 0 ? "x" : 2L); // expect: emit-type ""x" is of type String"
        emit(n > 0 ? 1 : 2); // expect: emit-type "is of type int"
        emit(switch (n) { // the branches are looked at
            case 0 -> 1L;
            case 1 -> "one"; // expect: emit-type ""one" is of type String"
            default -> {
                if (n > 3) {
                    yield Colour.RED; // expect: emit-type "Colour.RED is of type EmitType.Colour"
                }
                yield null;
            }
        });
        String answer = emit(2L);
        Object other = emit((Object) "an object may be anything");
        emit(n > 0 ? 1 : 2L);
        emit(n > 0 ? boxed : 2L);
        emit((long) n);
        emit(number);
        emit(any);
        emit(null);
        emit(raw.get(0));
        emit(Long.valueOf(n));
        emit(List.of(1L).get(0));
        emit(emit(3L));
        emit(other);
        emit(answer); // expect: emit-type "answer is of type String"
        return end("the value of the end is free");
    }

    @Async
    static Generator<Double> doubles(int n, long wide, Float small) {
        emit(0); // expect: emit-type "Write emit((double) 0)"
        emit(wide); // expect: emit-type "Write emit((double) wide)"
        emit(small); // expect: emit-type "Write emit(small.doubleValue())"
        emit(n / 2.0);
        emit(0.0);
        return end();
    }

    @Async
    static Generator<Character> characters(String text) {
        emit(text.charAt(0) + 1); // expect: emit-type "is of type int"
        emit(text.charAt(0));
        emit((char) (text.charAt(0) + 1));
        return end();
    }

    @Async
    static Generator<String> texts(Named named, Optional<String> maybe, StringBuilder builder, CharSequence some) {
        emit(1); // expect: emit-type "Write emit(String.valueOf(1))"
        emit(named); // expect: emit-type "named is of type EmitType.Named and cannot be an element of Generator<String>. Write emit(String.valueOf(named))"
        emit(maybe); // expect: emit-type "maybe is of type Optional<String>"
        emit(builder); // expect: emit-type "Write emit(String.valueOf(builder))"
        emit(new int[0]); // expect: emit-type "of type int[]"
        emit(List.of("a")); // expect: emit-type "of type List<String>"
        emit(some);
        emit(named.name());
        emit(maybe.orElse(null));
        return end();
    }

    @Async
    static Generator<Shape> shapes(Round round, Square square, Runnable task, Thread thread, Named named) {
        emit(named); // expect: emit-type "named is of type EmitType.Named"
        emit(Colour.RED); // expect: emit-type "Colour.RED is of type EmitType.Colour"
        emit(round);
        emit(square);
        emit(task);
        emit(thread);
        emit(new Shape() {});
        return end();
    }

    @Async
    static Generator<Square> squares(Runnable task, Shape shape, Round round) {
        emit(task); // expect: emit-type "task is of type Runnable"
        emit(round); // expect: emit-type "round is of type EmitType.Round"
        emit(shape);
        return end();
    }

    @Async
    static Generator<List<Integer>> lists(Map<String, Integer> map, Collection<Integer> some, Iterable<Integer> all) {
        emit(map.keySet());
        emit(map.values());
        emit(some);
        emit(all);
        emit(List.of());
        emit(List.of("erased"));
        emit(new ArrayList<>());
        emit(Optional.of(1)); // expect: emit-type "of type Optional<Integer>"
        return end();
    }

    @Async
    static Generator<int[]> arrays(long[] wide, Integer[] boxed, Object[] objects, Object any, Serializable data) {
        emit(wide); // expect: emit-type "wide is of type long[]"
        emit(boxed); // expect: emit-type "boxed is of type Integer[]"
        emit(objects); // expect: emit-type "objects is of type Object[]"
        emit(1); // expect: emit-type "1 is of type int"
        emit(List.of(1)); // expect: emit-type "of type List<Integer>"
        emit(any);
        emit(data);
        emit(new int[] {1});
        return end();
    }

    @Async
    static Generator<String[]> words(Object[] objects, Integer[] numbers, String[][] table) {
        emit(numbers); // expect: emit-type "numbers is of type Integer[]"
        emit(table); // expect: emit-type "table is of type String[][]"
        emit(objects);
        emit(table[0]);
        return end();
    }

    @Async
    static <T, N extends Number> Generator<T> typeVariable(T value, N number, Object any) {
        emit(value);
        emit(number);
        emit("anything");
        emit(any);
        return end();
    }

    @Async
    static <N extends Number> Generator<N> bounded(N value, Integer some) {
        emit("x"); // expect: emit-type ""x" is of type String and cannot be an element of Generator<N>"
        emit(value);
        emit(some);
        emit(1);
        return end();
    }

    @Async
    static <S extends CharSequence> Generator<Integer> fromVariable(S text) {
        emit(text); // expect: emit-type "text is of type S"
        return end();
    }

    @Async
    static Generator<? extends Number> wild(boolean b) {
        emit("x"); // expect: emit-type "cannot be an element of Generator<? extends Number>"
        emit(1);
        emit(2.5);
        return end();
    }

    @Async
    static Generator<? super Integer> above() {
        emit("x");
        emit(1);
        return end();
    }

    @Async
    static Generator<?> unknown() {
        emit("x");
        return end();
    }

    @Async
    static Generator raw() {
        emit("x");
        emitAll(List.of(1));
        return end();
    }

    @Async
    static Generator<Object> objects() {
        emit(1);
        emit("x");
        emit(new int[0]);
        emitAll(List.of(1, "x"));
        return end();
    }

    @Async
    static Generator<Comparable<?>> comparables(Object[] some) {
        emit(1);
        emit("x");
        emit(some); // expect: emit-type "of type Object[]"
        return end();
    }

    @Async
    static AsyncGenerator<String> slow(Coroutine<Integer> number, Coroutine<String> text) {
        emit(await(number)); // expect: emit-type "await(number) is of type Integer"
        emit(number); // expect: emit-type "number is of type Coroutine<Integer>"
        emit(await(text));
        emit(text); // expect: emit-type "text is of type Coroutine<String>"
        return end();
    }

    @Async
    static Generator<Long> all(
            List<Integer> numbers,
            Iterable<? extends String> texts,
            List<?> any,
            List raw,
            Generator<Long> same,
            Generator<Integer> other,
            Map<Long, String> map,
            List<Number> some) {
        emitAll(numbers); // expect: emit-type "the elements of numbers are of type Integer and cannot be elements of Generator<Long>. Convert them: for (var each : numbers) { emit(…); }"
        emitAll(texts); // expect: emit-type "the elements of texts are of type"
        emitAll(other); // expect: emit-type "the elements of other are of type Integer"
        emitAll(map.values()); // expect: emit-type "of type String"
        emitAll(List.of(1, 2)); // expect: emit-type "of type Integer"
        emitAll(any);
        emitAll(raw);
        emitAll(same);
        emitAll(map.keySet());
        emitAll(List.of());
        emitAll(List.of(1L, 2L));
        emitAll(some);
        String end = emitAll(same);
        return end(end);
    }

    @Async
    static AsyncGenerator<Long> asyncAll(AsyncIterable<Integer> numbers, AsyncGenerator<Long> same, List<Long> plain) {
        emitAll(numbers); // expect: emit-type "for (var each : each(numbers)) { emit(…); }"
        emitAll(same);
        emitAll(plain);
        return end();
    }

    static <T> Generator<T> made(Supplier<Generator<T>> how) {
        return how.get();
    }

    static void lambdas() {
        Supplier<Generator<Long>> supplier = () -> {
            emit(1); // expect: emit-type "cannot be an element of Generator<Long>"
            emit(1L);
            return end();
        };
        Function<Integer, AsyncGenerator<String>> function = number -> {
            emit(number); // expect: emit-type "number is of type Integer"
            emit("" + number);
            return end();
        };
        Supplier<? extends Generator<String>> wild = () -> {
            emit(1); // expect: emit-type "1 is of type int"
            return end();
        };
        Generator<Long> inferred = made(() -> {
            emit("x"); // expect: emit-type "cannot be an element of Generator<Long>"
            Supplier<Generator<String>> inner = () -> {
                emit("the inner one's");
                return end();
            };
            emit(2L);
            return end(inner);
        });
        var free = EmitType.<Object>made(() -> {
            emit("x");
            emit(1);
            return end();
        });
        System.out.println("" + supplier + function + wild + inferred + free);
    }

    @SuppressWarnings("ikat:emit-type")
    @Async
    static Generator<Long> suppressed() {
        emit(1);
        return end();
    }

    /** Another method of that name. */
    static class Own {
        static void emit(Object value) {}

        @Async
        static Generator<Long> mine() {
            emit("x");
            return end();
        }
    }
}
