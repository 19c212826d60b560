import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class EmptyAndTrivialTries {
    @Async
    static Coroutine<String> run() {
        String s = "";
        try { } finally { s += await(tick("only finally")); }
        try { await(tick("only await")); } finally { }
        try { await(tick(1)); } catch (RuntimeException e) { }
        try { await(fail("ignored")); } catch (IllegalArgumentException e) { }
        try { try { try { await(fail("through")); } finally { } } finally { s += "2"; } } catch (IllegalArgumentException e) { s += e.getMessage(); } finally { }
        try { ; } catch (RuntimeException e) { s += await(tick("never")); } finally { await(tick("f")); }
        try { throw new IllegalStateException(); } catch (IllegalStateException e) { } finally { s += await(tick("x")); }
        for (int i = 0; i < 2; i++) try { if (i == 1) break; } finally { s += await(tick(i)); }
        return done(s);
    }
}
