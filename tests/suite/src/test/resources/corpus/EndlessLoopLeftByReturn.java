import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class EndlessLoopLeftByReturn {
    @Async
    static Coroutine<Integer> one() { int n = 0; for (;;) { if (await(tick(n)) == 3) return done(n); n++; } }
    @Async
    static Coroutine<String> two(StringBuilder sb) {
        while (true) {
            try {
                if (sb.length() < await(tick(2))) continue;
                if (sb.length() == 3) return done(sb.toString());
                if (sb.length() == 4) break;
            } finally {
                sb.append(await(tick("x")));
            }
        }
        return done("broke " + sb);
    }
    @Async
    static Coroutine<Void> forever() { while (true) { if (await(tick(1)) == 1) throw new IllegalStateException("left"); } }
    @Async
    static Coroutine<String> run() {
        String s = "" + await(one()) + await(two(new StringBuilder())) + await(two(new StringBuilder("yyyy")));
        try { await(forever()); } catch (IllegalStateException e) { s += e.getMessage(); }
        return done(s);
    }
}
