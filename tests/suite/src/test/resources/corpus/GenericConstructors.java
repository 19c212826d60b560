import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class GenericConstructors {
    static class Box<T extends Comparable<? super T>> {
        final T value; final List<Object> extra = new ArrayList<>();
        Box(T value) { this.value = value; }
        @SafeVarargs <U extends Number> Box(U number, T value, U... more) { this(value); extra.add(number); extra.addAll(List.of(more)); }
        <U extends CharSequence & Comparable<U>> Box(T value, U a, U b) { this(value); extra.add(a.compareTo(b)); }
        T max(T other) { return value.compareTo(other) > 0 ? value : other; }
        public String toString() { return value + "" + extra; }
    }
    record Pair<A, B>(A a, B b) { static <A, B> Pair<A, B> of(A a, B b) { return new Pair<>(a, b); } Pair<B, A> swapped() { return new Pair<>(b, a); } }
    @Async static <T> Coroutine<Pair<T, List<T>>> pair(T t) { return done(new Pair<>(await(tick(t)), new ArrayList<>(List.of(await(tick(t)))))); }
    @Async
    static Coroutine<String> run() {
        Box<String> box = new Box<>(await(tick("b")));
        String s = box.max(await(tick("c"))) + new Box<>(await(tick(1)), await(tick("v")), await(tick(2)), 3) + new <String>Box<Integer>(await(tick(5)), "x", await(tick("y")));
        Pair<Integer, Pair<String, Long>> deep = new Pair<>(await(tick(1)), new Pair<>(await(tick("p")), await(tick(2L))));
        long w = deep.b().swapped().a() + await(tick(3L));
        return done(s + deep + w + await(pair("z")).b().get(0).concat(await(tick("!"))) + new HashMap<String, List<Integer>>(Map.of(await(tick("k")), new LinkedList<>(List.of(await(tick(7)))))));
    }
}
