import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewWithTryInArguments {
    record P(Object a, Object b, Object c) {}
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 4; i++) {
            int how = i;
            try {
                s += new P(await(tick(i)), switch (how) {
                    case 0 -> { try { yield await(tick("try")); } finally { log("finally" + await(tick("f"))); } }
                    case 1 -> { try { yield await(fail("x")); } catch (IllegalArgumentException e) { yield e.getMessage() + await(tick("caught")); } }
                    case 2 -> { try { await(fail("out")); yield "never"; } finally { log("passing" + await(tick("p"))); } }
                    default -> note("plain");
                }, await(tick("last")));
            } catch (IllegalArgumentException e) {
                s += e.getMessage() + await(tick("outside"));
            }
        }
        return done(s);
    }
}
