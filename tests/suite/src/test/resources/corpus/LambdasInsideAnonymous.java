import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LambdasInsideAnonymous {
    interface Op { Coroutine<String> on(String s); }
    static abstract class Base { String own = "base"; abstract Op op(); }
    String outer = "outer";
    @Async
    Coroutine<String> all() {
        String local = await(tick("local"));
        Base base = new Base() {
            String mine = "mine";
            Op op() { return s -> { Op inner = new Op() { String deep = s + mine; @Async public Coroutine<String> on(String t) { Op last = u -> done(u + deep + own + outer + local + await(tick(t))); mine += "+"; return last.on(await(tick("u"))); } }; return inner.on(await(tick(s))); }; }
        };
        return done(await(base.op().on("a")) + await(base.op().on("b")));
    }
    @Async
    static Coroutine<String> run() { return done(await(new LambdasInsideAnonymous().all())); }
}
