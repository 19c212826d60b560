import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewReceiversOfOperators {
    static class P { int n; long w = 5; String t = "t"; int[] a = {1, 2}; static P last; P(Object o) { log("P " + o); n = o.hashCode(); last = this; } }
    @Async
    static Coroutine<String> run() {
        int x = new P(await(tick(1))).n++ + P.last.n;
        x += ++new P(await(tick(2))).n * P.last.n;
        new P(await(tick(3))).w += await(tick(10L)); x += P.last.w;
        new P(await(tick(4))).t += await(tick("u")) + P.last.t; String s = P.last.t;
        new P(await(tick(5))).a[await(tick(1))] *= await(tick(7)); s += P.last.a[1];
        s += new P(await(tick(6))).a[await(tick(0))]-- + P.last.a[0];
        s += ((Object) new P(await(tick(7)))) instanceof P p && p.n == await(tick(7)) ? p.w : 0L;
        P q; (q = new P(await(tick(8)))).n = await(tick(9)); s += q.n + (q = new P(await(tick(10)))).n;
        return done(s + x + new P(new P(await(tick(11))).n + await(tick(12))).n);
    }
}
