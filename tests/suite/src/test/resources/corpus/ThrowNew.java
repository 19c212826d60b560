import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ThrowNew {
    static class Bad extends Exception { final long code; Bad(String m, long code, Throwable cause) { super(m, cause); this.code = code; log("Bad " + m); } }
    @Async static Coroutine<String> one(int n) throws Bad {
        if (n == 0) throw new Bad(await(tick("zero")), await(tick(5L)), null);
        if (n == 1) throw new Bad("one", n, new Bad(await(tick("cause")), await(tick(6L)), new IllegalStateException(await(tick("root")))));
        if (n == 2) try { await(fail("two")); } catch (IllegalArgumentException e) { throw new Bad(e.getMessage() + await(tick("!")), 7, e); }
        if (n == 3) try { throw new Bad(await(tick("three")), 8, null); } finally { log("f" + await(tick(3))); }
        if (n == 4) Optional.empty().orElseThrow(() -> new IllegalStateException("supplied"));
        return await(tick(n > 5)) ? done("fine") : done(String.valueOf(Optional.ofNullable(n == 5 ? await(tick((String) null)) : "x").orElseThrow(() -> new Bad("five", 9, null))));
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int n = 0; n < 7; n++) try { s += await(one(n)); } catch (Bad e) { s += e.getMessage() + e.code + (e.getCause() == null ? "" : e.getCause().getMessage()) + await(tick(n)); } catch (IllegalStateException e) { s += e.getMessage(); }
        return done(s);
    }
}
