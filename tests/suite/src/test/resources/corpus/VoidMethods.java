import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class VoidMethods {
    static StringBuilder s = new StringBuilder();
    @Async static Coroutine<Void> append(Object o) { s.append(await(tick(o))); return done(); }
    @Async static Coroutine<Void> early(int n) { if (n == 0) return done(); await(append(n)); if (n == 1) return append("tail"); for (int i = 0; i < n; i++) { if (i == 2) return done(); await(append("i" + i)); } return early(n - 2); }
    @Async static Coroutine<Void> inFinally(int n) { try { if (n == 0) return done(); await(fail("x")); } catch (IllegalArgumentException e) { return append(e.getMessage()); } finally { await(append("f")); } return done(); }
    @Async
    static Coroutine<String> run() {
        for (int n = 0; n < 5; n++) await(early(n));
        await(inFinally(0)); await(inFinally(1));
        Void v = await(append("v"));
        Object o = await(tick(true)) ? await(append("c")) : "never";
        AsyncCallable<Void> lambda = () -> { await(append("lambda")); return done(); };
        try { await(lambda.call()); } catch (Throwable e) { s.append(e); }
        return done(s.toString() + v + o);
    }
}
