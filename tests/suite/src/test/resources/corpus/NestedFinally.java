import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NestedFinally {
    @Async
    static Coroutine<Integer> work(int how) {
        int state = how;
        try {
            try {
                try {
                    state += await(tick(1));
                    if (how == 1) throw new IllegalArgumentException("inner " + state);
                    if (how == 2) return done(state);
                    if (how == 3) await(fail("await"));
                } finally {
                    log("f1 " + state + await(tick("a")));
                    state *= 2;
                }
                state++;
            } catch (IllegalArgumentException e) {
                log("caught " + e.getMessage() + await(tick(state)));
                if (how == 3) throw new IllegalStateException(e);
            } finally {
                log("f2 " + state + await(tick("b")));
                state *= 3;
            }
        } finally {
            try {
                log("f3 " + state + await(tick("c")));
                if (how == 2) await(fail("in finally"));
            } catch (IllegalArgumentException e) {
                log("f3 caught " + await(tick("d")));
            } finally {
                state++;
                log("f4 " + state);
            }
        }
        return done(state);
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int how = 0; how < 4; how++) {
            try {
                s += await(work(how)) + ",";
            } catch (IllegalStateException e) {
                s += e.getCause().getMessage() + ",";
            }
        }
        return done(s);
    }
}
