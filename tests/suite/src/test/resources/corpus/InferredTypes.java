import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class InferredTypes {
    static <T> T same(T t) { return t; }
    static <T> Supplier<T> supply(Supplier<T> s) { return s; }
    @Async static <A, B> Coroutine<Map.Entry<A, B>> entry(A a, B b) { return done(Map.entry(await(tick(a)), await(tick(b)))); }
    @Async
    static Coroutine<String> run() {
        List<? extends Number> numbers = await(tick(true)) ? List.of(await(tick(1))) : List.of(2.5);
        var first = numbers.get(0); Number n = await(tick(first)); var entry = await(entry("k", await(entry(1, 'c'))));
        char c = entry.getValue().getValue(); int k = await(tick(entry)).getValue().getKey(); double d = await(tick(same(k))) + await(tick(same(2f)));
        List<List<? super Integer>> nested = new ArrayList<>(List.of(new ArrayList<Number>(List.of(await(tick(3.5))))));
        nested.get(await(tick(0))).add(await(tick(4)));
        Map<String, ? extends Collection<Long>> map = Map.of("l", new ArrayList<>(List.of(await(tick(5L)))));
        long sum = 0; for (var e : map.entrySet()) for (var l : e.getValue()) sum += l + await(tick(l));
        Comparable<?> comparable = same(await(tick("cmp"))); Supplier<? extends CharSequence> supplier = supply(() -> "sup");
        Optional<String> optional = Optional.of(await(tick("o"))).map(o -> o + "!").filter(o -> !o.isEmpty());
        return done("" + numbers + first + n + c + k + d + nested + sum + comparable + supplier.get() + optional.orElse(await(tick("else"))) + await(tick(same(List.of()))));
    }
}
