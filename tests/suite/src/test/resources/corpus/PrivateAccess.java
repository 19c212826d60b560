import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class PrivateAccess {
    private int hidden = 1;
    private static int shared = 2;
    private int twice(int n) { return n * 2; }
    private static class Nested {
        private String inside = "in";
        private Nested() { log("private constructor"); }
        private static long count(long n) { return n + 1; }
        @Async private Coroutine<String> own(PrivateAccess other) { other.hidden += await(tick(3)); return done(inside + other.hidden + other.twice(shared++)); }
    }
    static class Cloned implements Cloneable {
        int n = 4;
        @Async Coroutine<Integer> copy() throws CloneNotSupportedException { await(tick(1)); Cloned c = (Cloned) super.clone(); c.n++; return done(c.n + await(tick(n))); }
    }
    @Async
    private Coroutine<String> all() {
        Nested nested = new Nested();
        nested.inside += await(tick("side"));
        hidden += Nested.count(await(tick(5L)));
        return done(await(nested.own(this)) + twice(await(tick(hidden))) + shared);
    }
    @Async
    static Coroutine<String> run() throws Exception { return done(await(new PrivateAccess().all()) + await(new Cloned().copy())); }
}
