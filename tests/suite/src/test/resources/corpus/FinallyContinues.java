import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class FinallyContinues {
    @SuppressWarnings("finally")
    @Async
    static Coroutine<String> run() {
        String s = "";
        int i = 0;
        while (true) {
            try {
                i++;
                if (i == 1) throw new IllegalStateException("swallowed " + await(tick(i)));
                if (i == 2) return done("never");
                if (i == 3) await(fail("swallowed too"));
                s += await(tick("body"));
            } finally {
                s += "f" + i + await(tick("f"));
                if (i < 4) continue;
                break;
            }
        }
        do {
            try { s += await(tick(i)); if (i > 6) break; } finally { i++; }
        } while (i < 100);
        return done(s + i);
    }
}
