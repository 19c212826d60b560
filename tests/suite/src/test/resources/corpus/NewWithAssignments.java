import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewWithAssignments {
    static class P { final String s; P(long a, Object b, long c, Object d) { s = a + "," + b + "," + c + "," + d + ";"; } }
    static long shared = 1;
    @Async static Coroutine<Long> touch() { shared *= 2; return done(await(tick(shared))); }
    @Async
    static Coroutine<String> run() {
        int n = 0; long w; String t = "t"; int[] a = {1};
        String s = new P(n = await(tick(1)), n++, w = n + await(tick(2L)), t += w).s;
        s += new P(n++, await(tick(n)), n++, n += await(tick(n))).s;
        s += new P(shared, await(touch()), shared, await(touch()) + shared).s;
        s += new P(a[0]++, a[0] += await(tick(5)), a[0], new P(a[0]--, await(tick(a[0])), a[0] = 9, t = await(tick("u"))).s + a[0] + t).s;
        return done(s + n + w + t + a[0] + shared);
    }
}
