import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class FinallyReturnsInLoop {
    @SuppressWarnings("finally")
    @Async static Coroutine<String> one(int how) {
        int turns = 0;
        while (true) {
            try {
                turns++;
                if (how == 0) throw new IllegalStateException("lost");
                if (how == 1) break;
                if (how == 2) return done("replaced");
                if (how == 3 && turns < 3) continue;
                await(fail("lost too"));
            } finally {
                if (turns > await(tick(2)) || how < 3) return done("finally" + await(tick(turns)));
            }
        }
        return done("after");
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int how = 0; how < 5; how++) {
            try { s += await(one(how)); } catch (IllegalArgumentException e) { s += e.getMessage(); }
        }
        return done(s);
    }
}
