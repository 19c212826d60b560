import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class WildcardsAndBounds {
    @Async static Coroutine<Double> sum(List<? extends Number> all) { double d = 0; for (Number n : all) d += await(tick(n)).doubleValue(); return done(d); }
    @Async static Coroutine<Void> fill(List<? super Integer> into, int n) { for (int i = 0; i < n; i++) into.add(await(tick(i))); return done(); }
    @Async static <T extends Comparable<? super T>> Coroutine<T> max(Collection<? extends T> all) { T best = null; for (T t : all) if (best == null || await(tick(t)).compareTo(best) > 0) best = t; return done(best); }
    @Async static <K extends Enum<K>, V> Coroutine<Map<K, ? super V>> map(Class<K> type, V v) { Map<K, ? super V> m = new EnumMap<K, V>(Map.of(type.getEnumConstants()[0], await(tick(v)))); return done(m); }
    @Async static Coroutine<?> unknown(Object o) { return done(await(tick(o))); }
    @Async static Coroutine<? extends Number> number(boolean b) { return b ? tick(1) : tick(2.5); }
    @Async static Coroutine<List<? extends Number>> list() { return done(List.of(await(tick(1)), await(tick(2L)))); }
    enum E { ONE }
    @Async
    static Coroutine<String> run() {
        List<Object> objects = new ArrayList<>(List.of("o"));
        await(fill(objects, 2));
        List<? extends Number> numbers = await(list());
        Number first = numbers.get(await(tick(0)));
        Object u = await(unknown("u")); Number n = await(number(await(tick(true))));
        int i = await(max(List.of(3, 9, 4)));
        return done(await(sum(List.of(1, 2.5, 3L))) + "" + objects + first + u + n + await(number(false)) + i + await(max(Set.of("only"))) + await(map(E.class, "v")) + await(sum(numbers)));
    }
}
