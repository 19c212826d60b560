import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class DoWhileConditions {
    @Async
    static Coroutine<String> run() {
        String s = "";
        int n = 0;
        do { n++; if (n == 2) continue; s += n; } while (await(tick(n)) < 4);
        do s += await(tick("once")); while (await(tick(false)));
        outer:
        do {
            int k = 0;
            do { if (++k == 3) continue outer; s += "k" + await(tick(k)); if (n > 6) break outer; } while (await(tick(true)));
        } while (await(tick(n++)) < 9);
        do { long w = n; s += w + await(tick(w)); if (w > 7) break; n++; } while (n < 100);
        String t;
        do { t = await(tick(s.length() > 60 ? null : "more")); s += t; } while (t != null);
        return done(s + n);
    }
}
