import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewWithLoopInArguments {
    record P(Object a, int b, Object c) {}
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 2; i++) {
            int limit = 3 + i;
            s += new P("a" + i, switch (i) { case 0 -> { int sum = 0; for (int k = 0; k < limit; k++) { if (k == 1) continue; sum += await(tick(k)); } yield sum; } default -> { int k = 0; do { if (await(tick(k)) == 2) yield k * 100; k++; } while (k < limit); yield -1; } }, switch (limit) { case 3 -> { for (String t : List.of("x", "y", "z")) if (await(tick(t)).equals("y")) yield t; yield "none"; } default -> new P(1, 2, await(tick(3))); });
        }
        return done(s);
    }
}
