import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewWithShortCircuits {
    static class P { final String s; P(boolean a, Object b, boolean c) { s = a + "" + b + c; log("P " + s); } P(boolean z) { this(z, "z", !z); } public String toString() { return "P"; } }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 4; i++) {
            boolean a = (i & 1) > 0, b = (i & 2) > 0;
            s += new P(a && await(tick(b)), await(tick(i)), await(tick(a)) || b).s;
            s += new P(!(await(tick(a)) && b) || new P(await(tick(b)), new P(a || await(tick(a))).s, a == await(tick(b))).s.isEmpty()).s;
            s += new P(await(tick(i)) > 1 ? a : await(tick(b)), a ? null : new P(b && !await(tick(a))), await(tick((Object) ("" + i))) instanceof String t && t.length() == await(tick(1))).s;
        }
        return done(s);
    }
}
