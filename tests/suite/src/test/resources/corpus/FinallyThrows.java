import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class FinallyThrows {
    @SuppressWarnings("finally")
    @Async static Coroutine<String> one(int how) {
        String s = "s";
        try {
            try {
                if (how == 0) throw new IllegalStateException("first");
                if (how == 1) return done("value" + await(tick(how)));
                if (how == 2) await(fail("second"));
                s += await(tick("normal"));
            } finally {
                s += "f";
                if (how < 2) throw new UnsupportedOperationException("finally" + await(tick(how)));
                if (how == 2) await(fail("third"));
            }
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            s += e.getMessage() + e.getSuppressed().length + await(tick("caught"));
        } finally {
            log("outer " + s + await(tick("outer")));
            if (how == 3) throw new IllegalStateException(s);
        }
        return done(s);
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int how = 0; how < 5; how++) try { s += await(one(how)) + ";"; } catch (IllegalStateException e) { s += "out" + e.getMessage() + ";"; }
        return done(s);
    }
}
