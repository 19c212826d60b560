import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NestedConstructorThrows {
    static class P {
        P(Object o) { log("P " + o); if (o.equals(0)) throw new IllegalStateException("P0"); }
        P(Object a, P b, Object c) { log("P3 " + a + c); }
    }
    @Async static Coroutine<P> make(int fails, int depth) {
        try {
            return done(new P(await(tick("a" + depth)), new P(await(tick("b")), new P(fails == 1 ? await(tick(0)) : await(tick(1))), fails == 2 ? await(fail("argument")) : "c"), await(tick("d")) + 1 / (fails - 3)));
        } finally {
            log("made" + await(tick(depth)));
        }
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int fails = 0; fails < 4; fails++) {
            try { s += await(make(fails, fails * 2)) != null; } catch (IllegalStateException | IllegalArgumentException | ArithmeticException e) { s += e.getMessage() + await(tick(fails)); }
        }
        return done(s);
    }
}
