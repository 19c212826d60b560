import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class FinallyBreaks {
    @SuppressWarnings("finally")
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 6; i++) {
            block:
            try {
                s += i;
                if (i == 0) throw new IllegalStateException(await(tick("swallowed")));
                if (i == 1) await(fail("swallowed too"));
                if (i == 2) return done("never");
                if (i == 3) continue;
                s += await(tick("body"));
            } catch (IllegalArgumentException e) {
                s += "caught";
                throw new IllegalStateException(e);
            } finally {
                s += await(tick("f"));
                if (i < 5) break block;
                break;
            }
            s += ";";
        }
        return done(s);
    }
}
