import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ReferenceComparisons {
    static final Object ONE = new Object() { public String toString() { return "one"; } };
    @Async
    static Coroutine<String> run() {
        Object o = ONE, none = null; String t = "t"; Integer big = 1000; Long w = 5L;
        String s = "" + (o == await(tick(ONE))) + (await(tick(none)) == null) + (null != await(tick(o))) + (await(tick(o)) != await(tick(ONE))) + (none == await(tick((Object) null)));
        s += (t == await(tick("t"))) + "" + (new String(t) == await(tick(t))) + (big == await(tick(big))) + (await(tick(big)) == 1000) + (await(tick(w)) == await(tick(5)).longValue()) + (await(tick(true)) == Boolean.TRUE);
        if (await(tick(o)) == o) s += "same";
        if (o != await(tick(none))) s += "differs";
        if (await(tick(none)) != null) s += "never";
        int[] a = {1};
        return done(s + (o == await(tick(Collections.singletonList(o))).get(0) != await(tick(false))) + (a.getClass() == await(tick(int[].class))));
    }
}
