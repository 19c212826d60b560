import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class TriesInsideCatchAndFinally {
    @Async static Coroutine<String> one(int how) {
        String s = "" + how;
        try {
            if (how > 0) await(fail("a"));
            s += "body";
        } catch (IllegalArgumentException a) {
            try {
                s += a.getMessage() + await(tick("in catch"));
                if (how > 1) await(fail("b"));
            } catch (IllegalArgumentException b) {
                try {
                    s += a.getMessage() + b.getMessage();
                    if (how > 2) throw new IllegalStateException("c" + await(tick("c")));
                } finally {
                    s += "fc" + await(tick("deep"));
                    try { if (how > 3) await(fail("d")); } catch (IllegalArgumentException d) { s += d.getMessage() + b.getMessage() + a.getMessage(); }
                }
            } finally {
                s += "fb" + await(tick("middle"));
            }
            s += a.getMessage();
        } finally {
            try {
                s += "fa";
                if (how % 2 == 1) await(fail("e"));
            } catch (IllegalArgumentException e) {
                s += e.getMessage() + await(tick("in finally"));
            } finally {
                log(s + await(tick("last")));
            }
        }
        return done(s);
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int how = 0; how < 5; how++) try { s += await(one(how)) + ";"; } catch (IllegalStateException e) { s += e.getMessage() + ";"; }
        return done(s);
    }
}
