import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ForUpdates {
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = await(tick(0)), j = await(tick(9)); i < j; i += await(tick(2)), j -= await(tick(1)), s += "u" + i) { if (i == 2) continue; s += i + "" + j + ","; if (j < 7) break; }
        int k;
        for (k = await(tick(3)); k > 0; k = k - await(tick(1)), log("k " + k)) ;
        for (await(tick("init")), s += "s"; s.length() < 40; await(tick("update")), s += await(tick("p"))) s += "b";
        long total = 0;
        for (long l = 1; await(tick(l)) < 20; l *= await(tick(3L))) for (double d = l; d > 1; d /= await(tick(2.0))) total += (long) d;
        for (Iterator<Integer> it = await(tick(List.of(1, 2))).iterator(); it.hasNext(); total += await(tick(it.next()))) { if (total > 1000) return done("never"); }
        return done(s + k + total);
    }
}
