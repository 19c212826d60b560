import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NestedDeconstruction21 {
    record P(Object x, Object y) {} record W(long w, double d, boolean z, char c) {} record G<T>(T t, G<T> next) {}
    @Async static Coroutine<String> one(Object o) {
        if (await(tick(o)) instanceof P(P(String a, Integer b), W(long w, double d, var z, char c)) && w > await(tick(b))) return done(a + b + w + d + z + await(tick(c)));
        if (o instanceof P(var x, P(P(var y, String q), var v))) { String kept = x + "" + y; await(tick(kept)); return done(kept + q + v); }
        if (!(o instanceof G<?>(var t, G<?>(var u, var rest)))) return done("other" + await(tick("none")));
        await(tick(t)); return done(t + "" + u + (rest == null ? "end" : await(one(rest))));
    }
    @Async static <T> Coroutine<T> last(G<T> g) { return switch (g) { case G<T>(T t, var next) when next == null -> done(await(tick(t))); case G<T>(var t, G<T>(T u, G<T> next)) -> next == null ? tick(u) : last(next); case G<T>(T t, var any) -> last(any); }; }
    @Async
    static Coroutine<String> run() { return done(await(one(new P(new P("a", 1), new W(5, .5, true, 'c')))) + await(one(new P(new P("a", 9), new W(5, .5, true, 'c')))) + await(one(new P(1, new P(new P(2, "q"), 3)))) + await(one(new G<>("g", new G<>("h", null)))) + await(one("s")) + await(last(new G<>(1, new G<>(2, new G<>(3, null)))))); }
}
