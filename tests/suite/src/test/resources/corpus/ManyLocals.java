import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ManyLocals {
    @Async
    static Coroutine<String> run() {
        String a = "a", b = "b", c = "c", d = "d", e = "e", f = "f", g = "g", h = "h", i = "i", j = "j", k = "k";
        long l1 = 1, l2 = 2L << 40, l3 = 3, l4 = 4, l5 = 5, l6 = 6;
        double d1 = 1.5, d2 = -2.5; float f1 = 0.25f; int n = 7; byte by = 1; boolean z = true; char ch = 'q'; short sh = -9;
        log(await(tick("one")));
        l5 += n; d2 *= 2; a += b; k += j;
        log(await(tick("two")) + l5);
        try {
            l6 -= await(tick(100L));
            await(fail("x"));
        } catch (IllegalArgumentException ex) {
            g += ex.getMessage() + await(tick("three"));
        }
        return done(a + b + c + d + e + f + g + h + i + j + k + l1 + l2 + l3 + l4 + l5 + l6 + d1 + d2 + f1 + n + by + z + ch + sh);
    }
    @Async
    static Coroutine<String> parameters(String a, long b, Object c, double d, int e, float f, byte[] g, char h, String i, String j, String k, String l, String m) {
        return done(a + b + c + d + e + f + g.length + h + await(tick(i)) + j + k + l + m);
    }
}
