import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class RecordsOfAllShapes {
    interface Sized { Coroutine<Integer> size(); }
    record Empty() implements Sized { @Async public Coroutine<Integer> size() { return done(await(tick(0))); } }
    record Wide(long a, double b, int... rest) implements Sized { Wide { if (a < 0) throw new IllegalArgumentException("negative"); rest = rest.clone(); } @Async public Coroutine<Integer> size() { int n = 0; for (int r : rest) n += await(tick(r)); return done(n + (int) a); } }
    record Generic<T extends Sized, L extends List<T>>(L all) implements Sized { @Async public Coroutine<Integer> size() { int n = 0; for (T t : all) n += await(t.size()); return done(n); } @Async <U extends Sized> Coroutine<Generic<U, List<U>>> with(U u) { return done(new Generic<>(List.of(u, await(tick(1)) == 1 ? u : null))); } }
    record Nested(Nested next, Object value) implements Sized { static int made; Nested { made++; } Nested(Object v) { this(null, v); } @Async public Coroutine<Integer> size() { return next == null ? tick(1) : done(1 + await(next.size())); } @Override public Object value() { return "v" + value; } @Async static Coroutine<Nested> of(Object... all) { Nested n = null; for (Object o : all) n = new Nested(n, await(tick(o))); return done(n); } }
    @Async
    static Coroutine<String> run() {
        Wide w = new Wide(await(tick(5L)), note(1.5), await(tick(1)), 2);
        String s = await(new Empty().size()) + "" + await(w.size()) + w.equals(new Wide(5, 1.5, w.rest())) + new Empty().equals(new Empty());
        try { new Wide(await(tick(-1L)), 0); } catch (IllegalArgumentException e) { s += e.getMessage() + await(tick(2)); }
        Generic<Sized, List<Sized>> g = new Generic<>(List.of(w, new Empty(), await(Nested.of("a", "b", "c"))));
        return done(s + await(g.size()) + await(await(g.with(new Nested("u"))).size()) + await(Nested.of(1, 2)).value() + Nested.made + new Nested(await(tick("t"))));
    }
}
