import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class UnnamedLambdasAndResources25 {
    interface Three { Coroutine<String> on(Object a, long b, Object c); }
    static class R implements AsyncCloseable { final String n; R(String n) { this.n = n; log("open " + n); } @Async public Coroutine<Void> closeAsync() { await(tick("close " + n)); return done(); } @Override public void close() { tick("close " + n); } }
    @Async static Coroutine<R> open(String n) { return done(new R(await(tick(n)))); }
    @Async
    static Coroutine<String> run() {
        Three first = (a, _, _) -> done(a + await(tick("f"))), middle = (_, b, _) -> done(await(tick(b)) + "m"), none = (_, _, _) -> { int _ = await(tick(0)); return tick("none"); };
        BiFunction<Integer, Integer, Integer> plain = (_, b) -> b;
        String s = await(first.on(1, 2, 3)) + await(middle.on(1, 2, 3)) + await(none.on(1, 2, 3)) + plain.apply(4, await(tick(5)));
        try (var _ = await(open("a")); R b = await(open("b")); var _ = new R("c")) { s += b.n + await(tick("body")); await(fail("x")); } catch (IllegalArgumentException | IllegalStateException _) { s += "caught" + await(tick("c")); } finally { s += await(tick("f")); }
        for (int i = 0; i < 2; i++) try (var _ = await(open("loop" + i))) { if (i == 0) continue; s += i; }
        try { Object _ = Integer.parseInt(await(tick("nan"))); } catch (NumberFormatException _) { try { await(fail("y")); } catch (RuntimeException _) { s += "both"; } }
        return done(s);
    }
}
