import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class PrivateMethods {
    private int n = 1;
    @Async private Coroutine<Integer> own(int k) { n += await(tick(k)); return done(n); }
    @Async private static Coroutine<Integer> shared(PrivateMethods o, int k) { return done(await(o.own(k)) * await(tick(2))); }
    @Async private Coroutine<String> same(PrivateMethods other) { return done("" + await(other.own(1)) + await(own(2)) + await(this.own(3)) + await(shared(other, 4))); }
    static class Nested {
        @Async private Coroutine<Integer> inside(PrivateMethods o) { return done(await(o.own(10)) + await(shared(o, 5))); }
        @Async private static Coroutine<Integer> through(Nested n, PrivateMethods o) { return n == null ? shared(o, 6) : n.inside(o); }
    }
    @Async
    static Coroutine<String> run() {
        PrivateMethods a = new PrivateMethods(), b = new PrivateMethods();
        String s = await(a.same(b)) + await(b.same(b)) + await(new Nested().inside(a)) + await(Nested.through(null, a)) + await(Nested.through(new Nested(), b));
        PrivateMethods none = null;
        try { s += await(none.own(1)); } catch (NullPointerException e) { s += "npe" + await(tick(1)); }
        return done(s + a.n + b.n);
    }
}
