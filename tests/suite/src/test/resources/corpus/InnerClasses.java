import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class InnerClasses {
    private int n = 1;
    private static String secret = "s";
    class Inner {
        private final String tag;
        Inner(String tag) { log("inner " + tag); this.tag = tag; }
        @Async Coroutine<Integer> add(int k) { n += await(tick(k)); InnerClasses.this.n++; return done(n); }
        class Deeper {
            @Async Coroutine<String> all() { return done(tag + n + await(hidden()) + secret + await(InnerClasses.hiddenStatic(n))); }
        }
    }
    @Async private Coroutine<String> hidden() { return done("h" + n++ + await(tick(n))); }
    @Async private static Coroutine<String> hiddenStatic(int k) { secret += await(tick(k)); return done(secret); }
    @Async
    static Coroutine<String> run() {
        InnerClasses outer = new InnerClasses();
        Inner inner = outer.new Inner(await(tick("x")));
        int k = await(inner.add(5));
        Inner.Deeper deeper = inner.new Deeper();
        String s = await(deeper.all());
        InnerClasses none = null;
        try {
            none.new Inner(await(tick("never")));
        } catch (NullPointerException e) {
            s += "npe";
        }
        return done(s + k + await(outer.new Inner(secret).add(1)));
    }
}
