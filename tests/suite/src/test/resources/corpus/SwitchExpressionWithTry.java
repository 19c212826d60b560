import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SwitchExpressionWithTry {
    static String three(Object a, int b, Object c) { return a + "/" + b + "/" + c; }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 3; i++) {
            s += three(await(tick("a" + i)), 5, switch (i) {
                case 0 -> { try { yield await(tick("try")); } finally { log("fin " + await(tick(0))); } }
                case 1 -> { try { yield await(fail("x")); } catch (IllegalArgumentException e) { yield "caught" + await(tick(1)); } }
                default -> await(tick("plain"));
            });
        }
        return done(s);
    }
}
