import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachClosingFails {
    @Async
    static Coroutine<String> leave(int how) {
        try {
            for (int x : each(badSource(1, 2, 3))) {
                try {
                    if (x == 2) {
                        if (how == 0) break;
                        if (how == 1) return done("value");
                        if (how == 2) throw new IllegalStateException("body");
                        if (how == 3) return Coroutine.upcast(tick("tail"));
                        if (how == 4) await(fail("awaited"));
                    }
                } catch (IllegalArgumentException error) {
                    log("inner, wrongly, or how is 4: " + error.getMessage());
                    if (how == 4) return done("after 4");
                } finally {
                    log("inner finally");
                }
            }
            log("behind the loop");
        } catch (RuntimeException error) {
            log("outer " + error + Arrays.toString(error.getSuppressed()));
        } finally {
            log("outer finally");
        }
        return done("end");
    }

    @Async
    static Coroutine<String> inCatch(boolean returns) {
        for (int x : each(badSource(1, 2))) {
            try {
                if (returns) return done("r" + x);
                break;
            } catch (RuntimeException error) {
                log("not this one: " + error.getMessage());
            }
        }
        return done("end");
    }

    @Async
    static Coroutine<Void> run() {
        for (int how = 0; how < 6; how++) {
            log("how " + how);
            log(await(leave(how)));
        }
        for (boolean returns : new boolean[] {true, false}) {
            try {
                log(await(inCatch(returns)));
            } catch (IllegalArgumentException error) {
                log("thrown: " + error.getMessage());
            }
        }
        return done();
    }
}
