import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class InitialisationLeftOut {
    static class P { static { log("P initialised"); } P(Object o) { log("P " + o); } }
    static class Q { static { log("Q initialised"); } static int n = 1; Q(Object o) { log("Q " + o); } @Async static Coroutine<Integer> stat(int k) { return done(n + await(tick(k))); } }
    @Async
    static Coroutine<String> run() {
        String s = "";
        P[] none = new P[await(tick(1))];
        try { s += new Object[] {note("first"), await(fail("before P")), new P(await(tick("never")))}.length; } catch (IllegalArgumentException e) { s += e.getMessage(); }
        log(none[0] == null);
        Q q = null;
        s += await(tick("between"));
        s += q instanceof Q;
        s += await(Q.stat(await(tick(2))));
        try { new P(await(fail("after P"))); } catch (IllegalArgumentException e) { s += e.getMessage(); }
        return done(s + (new P(await(tick(3))) != null));
    }
}
