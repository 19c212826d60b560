import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ReusedSlots {
    @Async
    static Coroutine<String> run() {
        String s = "";
        { int i = await(tick(1)); s += i + await(tick(2)); }
        { String t = await(tick("three")); s += t + await(tick(4)); }
        { long w = await(tick(5L)); s += w + await(tick(6)); }
        { double[] ds = {await(tick(1.5))}; s += ds[0] + await(tick(7)); }
        for (int i = 0; i < 2; i++) { float f = i * await(tick(0.5f)); s += f; }
        for (Object o : List.of("x", 2L)) { String t = o + await(tick("y")); s += t; }
        try {
            long inTry = await(tick(8L));
            s += inTry;
        } finally {
            String inFinally = await(tick("fin"));
            s += inFinally;
        }
        { boolean z = await(tick(true)); s += z ? await(tick("t")) : "f"; }
        return done(s);
    }
}
