import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Unnamed25 {
    record P(Object x, Object y) {}
    static class Base { final int n; Base(int n) { this.n = n; } }
    static class Flexible extends Base {
        final String early;
        Flexible(int n) { if (n < 0) throw new IllegalArgumentException("negative"); early = "early" + n; super(n * 2); log("flexible " + n); }
        @Async Coroutine<String> all() { return done(early + n + await(tick(n))); }
        class Inner { @Async Coroutine<String> get() { return done("inner" + await(tick(early))); } }
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (Object _ : List.of(1, 2)) s += await(tick("x"));
        try { await(fail("ignored")); } catch (IllegalArgumentException _) { s += await(tick("caught")); }
        if (await(tick((Object) new P(1, "y"))) instanceof P(Integer i, _)) s += i;
        s += switch (await(tick((Object) new P("a", 2)))) { case P(String _, Integer k) when await(tick(true)) -> k; case P(_, _) -> -1; default -> 0; };
        interface F { Coroutine<Integer> on(int a, int b); }
        F f = (_, b) -> done(b + await(tick(1)));
        try (var _ = new java.io.StringReader("r")) { s += await(f.on(1, 2)); }
        try { new Flexible(await(tick(-1))); } catch (IllegalArgumentException e) { s += e.getMessage(); }
        return done(s + await(new Flexible(await(tick(4))).all()) + await(new Flexible(1).new Inner().get()));
    }
}
