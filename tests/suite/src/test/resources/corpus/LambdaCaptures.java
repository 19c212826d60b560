import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LambdaCaptures {
    interface Op { Coroutine<String> on(); }
    interface Wide { Coroutine<String> on(boolean z, byte b, short s, char c, int i, long l, float f, double d, Object o, int[] a); }
    String field = "field"; static String shared = "shared";
    @Async
    Coroutine<String> all(boolean z, byte b, short s, char c, int i, long l, float f, double d, String t, int... a) {
        Op op = () -> { String r = "" + z + b + s + c; r += await(tick(i)) + l + f; return done(r + d + await(tick(t)) + a.length + field + shared); };
        field = "changed";
        Wide wide = (z2, b2, s2, c2, i2, l2, f2, d2, o2, a2) -> { i2 += await(tick(i)); l2 -= i2; z2 |= z; return done("" + z2 + b2 + s2 + c2 + i2 + await(tick(l2)) + f2 + d2 + o2 + a2[await(tick(0))] + l + d); };
        return done(await(op.on()) + await(wide.on(false, (byte) -1, (short) -2, 'C', 3, 4L, 5f, 6d, "o", new int[] {7})));
    }
    @Async
    static Coroutine<String> run() { return done(await(new LambdaCaptures().all(true, (byte) 1, (short) 2, 'c', 3, 4, 5, 6, "t", 7, 8))); }
}
