import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SwitchesWithTriesOnTheStack {
    static String five(Object a, int b, Object c, double d, Object e) { return a + "," + b + "," + c + "," + d + "," + e + ";"; }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 4; i++) {
            try {
                s += five(note("a"), await(tick(1)), switch (i) {
                    case 0 -> { try { yield await(tick("try")); } finally { log("f0" + await(tick("f"))); } }
                    case 1 -> { try { yield "v" + await(SwitchesWithTriesOnTheStack.<String>lost()); } catch (IllegalStateException e) { yield e.getMessage() + await(tick("c")); } finally { log("f1"); } }
                    case 2 -> { try { await(fail("out")); yield 0; } finally { await(tick("f2")); } }
                    default -> { try { for (int k = 0; ; k++) if (await(tick(k)) == 1) yield k; } finally { log("f3"); } }
                }, 2.5 * await(tick(2)), await(tick("e")));
                int w = 5 * i + switch (i) { case 3 -> { try { yield 1 / (i - await(tick(3))); } catch (ArithmeticException e) { yield await(tick(7)); } } default -> 1; };
                s += w;
            } catch (IllegalArgumentException e) { s += e.getMessage() + await(tick(i)); }
        }
        return done(s);
    }
    @Async static <T> Coroutine<T> lost() { await(tick("lost")); throw new IllegalStateException("state"); }
}
