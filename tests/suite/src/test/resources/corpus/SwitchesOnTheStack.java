import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SwitchesOnTheStack {
    static String all(Object... all) { return Arrays.toString(all); }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 3; i++) {
            s += i + note(":") + switch (await(tick(i))) { case 0 -> await(tick("a")); case 1 -> { int k = 2; for (int j = 0; j < 2; j++) k *= await(tick(k)); yield k; } default -> note("d"); } + await(tick(9));
            long w = 100L * i + switch (i) { case 0 -> await(tick(1L)); case 1 -> await(tick(2)); default -> 3; } * await(tick(4L));
            s += all(note("first"), i, switch (await(tick("x" + i))) { case "x0" -> new int[] {await(tick(5))}[0]; case "x1", "x2" -> switch (i) { case 1 -> await(tick("inner")); default -> { String t = await(tick("deep")); yield t + s.length(); } }; default -> 0; }, w, await(tick("last")));
            int[] a = {1, 2, 3}; a[switch (i) { case 0 -> await(tick(1)); default -> 0; }] += switch (await(tick(i))) { case 2 -> await(tick(10)); default -> 20; };
            s += Arrays.toString(a) + (switch (i) { case 1 -> await(tick(true)); default -> false; } ? "yes" : switch (i) { case 0 -> "no"; default -> await(tick("never mind")); });
        }
        return done(s);
    }
}
