import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class GenericMethods {
    static class Box<T extends Comparable<T>> {
        T value;
        Box(T value) { this.value = value; }
        @Async <R extends List<? super T>> Coroutine<R> into(R list) { list.add(await(tick(value))); return done(list); }
        @Async Coroutine<T> max(T a, T b) { return done(await(tick(a)).compareTo(await(tick(b))) > 0 ? a : b); }
    }
    @Async
    static <K, V extends Number> Coroutine<Map<K, V>> put(Map<K, V> map, K key, V value) { map.put(await(tick(key)), value); return done(map); }
    @Async
    static <T> Coroutine<T[]> fill(T[] array, T with) { array[0] = await(tick(with)); return done(array); }
    @Async
    static <T> Coroutine<T> first(List<? extends T> list) { return done(await(tick(list)).get(0)); }
    @Async
    static Coroutine<String> run() {
        Box<String> box = new Box<>("v");
        String[] filled = await(fill(new String[] {"a", "b"}, "z"));
        int n = await(first(List.of(4, 5)));
        return done(await(box.into(new ArrayList<Object>(List.of(1)))) + await(box.max("p", "q")) + await(put(new TreeMap<>(), "k", 1.5)) + filled[0] + n);
    }
}
