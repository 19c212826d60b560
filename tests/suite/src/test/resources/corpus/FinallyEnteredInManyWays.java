import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class FinallyEnteredInManyWays {
    @Async static Coroutine<String> one(int how, StringBuilder s) {
        loop:
        for (int i = 0; i < 3; i++) {
            long w = i; String t = "t" + i;
            try {
                switch (how) {
                    case 0: break;
                    case 1: continue;
                    case 2: break loop;
                    case 3: return done("returned" + await(tick(i)));
                    case 4: throw new IllegalStateException("thrown");
                    case 5: await(fail("failed")); break;
                    case 6: return tick("tail");
                    default: if (i == 1) { w = await(tick(40L)); continue loop; } t = await(tick("d"));
                }
                s.append(t);
            } catch (IllegalArgumentException e) {
                s.append("c").append(await(tick(i)));
                if (i == 1) return done("from catch");
            } finally {
                s.append("f").append(w).append(await(tick("f"))).append(t);
            }
            s.append("after");
        }
        return done("end");
    }
    @Async
    static Coroutine<String> run() {
        StringBuilder s = new StringBuilder();
        for (int how = 0; how < 8; how++) try { s.append(await(one(how, s))).append(';'); } catch (IllegalStateException e) { s.append(e.getMessage()).append(';'); }
        return done(s.toString());
    }
}
