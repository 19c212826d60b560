import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class AssignedInTries {
    @Async static Coroutine<String> one(int how) {
        String a; int n; long w = -1; Object kept; double d;
        try { a = how == 0 ? await(fail("a")) : await(tick("assigned")); n = 1; } catch (IllegalArgumentException e) { a = e.getMessage() + await(tick("caught")); n = 2; } finally { w = await(tick(7L)); }
        try { kept = await(tick(how)); if (how == 1) await(fail("after")); kept = "changed"; } catch (IllegalArgumentException e) { kept = "replaced" + n; }
        try { try { d = n / await(tick(how - 2.0)); } finally { n += await(tick(10)); } } catch (RuntimeException e) { d = -1; }
        int count = 0;
        for (int i = 0; i < 3; i++) { int before = count; try { count += await(tick(i)); if (i == how) throw new IllegalStateException(); count *= 10; } catch (IllegalStateException e) { count = before - count; } }
        return done(a + n + w + kept + d + count);
    }
    @Async
    static Coroutine<String> run() { return done(await(one(0)) + ";" + await(one(1)) + ";" + await(one(2))); }
}
