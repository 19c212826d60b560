import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SameExceptionInstance {
    static final IllegalStateException ONE = new IllegalStateException("one");
    @Async static Coroutine<Void> deep(int n) { if (n == 0) { await(tick(0)); throw ONE; } try { await(deep(n - 1)); } finally { log("level " + n + await(tick(n))); } return done(); }
    @Async
    static Coroutine<String> run() {
        String s = "";
        try { await(deep(3)); } catch (IllegalStateException e) { s += (e == ONE) + "" + e.getSuppressed().length + await(tick("caught")); }
        try { try { await(deep(0)); } catch (RuntimeException e) { e.addSuppressed(new RuntimeException(await(tick("s")))); throw e; } } catch (IllegalStateException e) { s += (e == ONE) + e.getSuppressed()[0].getMessage(); }
        Throwable cause = new Throwable("cause");
        try { throw new Exception(await(tick("outer")), cause); } catch (Exception e) { s += e.getCause() == cause; }
        return done(s);
    }
}
