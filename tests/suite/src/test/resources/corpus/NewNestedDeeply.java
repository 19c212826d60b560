import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewNestedDeeply {
    static class N {
        static int made; final int id = ++made; final String s;
        N(Object... kids) { StringBuilder b = new StringBuilder("("); for (Object k : kids) b.append(k); s = b.append(")").toString() + id; log(s); }
        N(long w, N left, double d, N right) { this(w, left, d, right, "lr"); }
        N add(Object o) { return new N(this, o); }
        public String toString() { return s; }
    }
    @Async
    static Coroutine<String> run() {
        N n = new N(new N(new N(new N(await(tick("a"))), await(tick("b"))), new N(note("c"), new N(await(tick("d")), new N()))), await(tick("e")));
        N m = new N(await(tick(1L)), new N(await(tick(2L)), new N(), await(tick(.5)), new N(await(tick("f")))), note(1.5), new N(note(3L), null, await(tick(2.5)), new N().add(new N(await(tick("g"))).add(await(tick("h"))))));
        return done(n + "" + m + new N(new N(await(tick("i"))).s, new N(new N(await(tick("j"))).id, await(tick("k"))).s).add(new N()).id);
    }
}
