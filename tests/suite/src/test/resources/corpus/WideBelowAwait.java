import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class WideBelowAwait {
    static long wide(long a, double b, String c, long d) { return a + (long) b + c.length() + d; }
    @Async
    static Coroutine<String> run() {
        long l = 3L;
        double d = 2.5;
        long r = l * 7 + await(tick(4L));
        double q = d / 3 - await(tick(0.5)) * (d + await(tick(1)));
        r += wide(l, d * await(tick(2.0)), await(tick("abc")), l << await(tick(2)));
        long[] ls = {1L, await(tick(2L)), 3L};
        ls[1] = ls[2] + (ls[0] ^ await(tick(9L)));
        boolean z = l < await(tick(5L)) == d > await(tick(1.0));
        return done(r + " " + q + Arrays.toString(ls) + z + (l + d + await(tick(1f))));
    }
}
