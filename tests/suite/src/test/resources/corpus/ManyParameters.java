import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ManyParameters {
    @Async
    Coroutine<String> all(String a, long b, Object c, double d, int e, float f, byte[] g, char h, boolean i, short j, byte k, long l, double m, String n, String o, String p, String q, String r, String s) {
        String t = a + b + c + d + e;
        t += await(tick(f)) + g.length + h;
        return done(t + i + j + k + l + await(tick(m)) + n + o + p + q + r + s);
    }
    @Async
    static Coroutine<String> run() {
        return done(await(new ManyParameters().all("a", Long.MIN_VALUE, 'c', -0.0, -1, Float.MIN_VALUE, new byte[3], 'h', true, (short) -4, (byte) -128, 9L, Double.NaN, "n", null, "p", "q", "r", "s")));
    }
}
