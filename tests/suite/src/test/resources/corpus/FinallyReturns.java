import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class FinallyReturns {
    @SuppressWarnings("finally")
    @Async
    static Coroutine<String> swallows(boolean failing) {
        try {
            if (failing) throw new IllegalStateException(await(tick("lost")));
            return done(await(tick("replaced")));
        } finally {
            return done("finally " + await(tick(failing)));
        }
    }
    @SuppressWarnings("finally")
    @Async
    static Coroutine<String> replaces() {
        try {
            return done(await(Corpus2.boom("first")));
        } finally {
            throw new IllegalStateException("second " + await(tick(1)));
        }
    }
    static class Corpus2 {
        @Async static Coroutine<String> boom(String m) { await(tick(m)); throw new IllegalArgumentException(m); }
    }
    @Async
    static Coroutine<String> run() {
        String s = await(swallows(true)) + await(swallows(false));
        try {
            s += await(replaces());
        } catch (IllegalStateException e) {
            s += e.getMessage() + e.getCause() + e.getSuppressed().length;
        }
        return done(s);
    }
}
