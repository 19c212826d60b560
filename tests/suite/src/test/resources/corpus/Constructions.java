import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Constructions {
    static class P {
        static { log("P initialised"); }
        final Object a; final long b;
        P(Object a, long b) { log("new P " + a + " " + b); this.a = a; this.b = b; }
        public String toString() { return "P(" + a + "," + b + ")"; }
    }
    @Async
    static Coroutine<String> run() {
        log(new P(await(tick("a")), await(tick(1L))));
        P nested = new P(new P(await(tick(1)), 2L), new P(await(tick(3)), await(tick(4L))).b);
        new P(await(tick("dropped")), 0);
        StringBuilder sb = new StringBuilder(await(tick(true)) ? await(tick("yes")) : "no");
        P[] ps = {new P(1, 1), new P(new StringBuilder().append(await(tick("x"))), 5)};
        return done(sb.append(nested).append(Arrays.toString(ps)).append(new Object[await(tick(3))].length).toString());
    }
}
