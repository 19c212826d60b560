import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NarrowTypesShareSlots {
    static String kinds(Object... all) { StringBuilder b = new StringBuilder(); for (Object o : all) b.append(o.getClass().getSimpleName()).append(o); return b.toString(); }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 2; i++) {
            { boolean z = await(tick(true)); await(tick(1)); s += kinds(z, !z); }
            { byte b = (byte) 200; await(tick(2)); b += 100; s += kinds(b); }
            { char c = await(tick('x')); await(tick(3)); c++; s += kinds(c); }
            { short h = (short) 40000; await(tick(4)); s += kinds(h--); }
            { int n = await(tick(5)); boolean z = n > 4; byte b = (byte) n; n = z ? b : 'c'; await(tick(6)); s += kinds(n, z, b); }
            boolean late; if (i == 0) { late = await(tick(false)); } else { int tmp = await(tick(7)); late = tmp == 7; } s += kinds(late);
            char m = i == 0 ? 'a' : await(tick('b')); byte by = i == 1 ? 1 : await(tick((byte) 2)); await(tick("m")); s += kinds(m, by);
        }
        return done(s);
    }
}
