import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NoAwaitAtAll {
    static int runs;
    @Async static Coroutine<String> none(int n) { log("none " + ++runs); if (n == 0) throw new IllegalStateException("thrown"); return done("n" + n); }
    @Async static Coroutine<Void> empty() { return done(); }
    @Async static Coroutine<String> forwards(int n) { return none(n); }
    @Async
    static Coroutine<String> run() {
        String s = await(none(1)) + await(empty()) + await(forwards(2));
        try { await(forwards(0)); } catch (IllegalStateException e) { s += e.getMessage(); }
        return done(s);
    }
}
