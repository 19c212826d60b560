import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ContinuesAcrossFinally {
    @Async
    static Coroutine<String> run() {
        String s = "";
        int i = 0;
        while (await(tick(i)) < 4) {
            try {
                i++;
                try {
                    if (i == 1) continue;
                    if (i == 2) throw new IllegalStateException("two");
                    s += await(tick("body" + i));
                } catch (IllegalStateException e) {
                    s += e.getMessage();
                    continue;
                } finally {
                    s += "in" + await(tick(i));
                    if (i == 3) i += await(tick(0));
                }
                s += "after";
            } finally {
                s += "out" + await(tick(i)) + ";";
            }
        }
        do {
            try { if (i++ < 6) continue; s += "last"; } finally { s += await(tick("d" + i)); }
        } while (await(tick(i)) < 7);
        return done(s);
    }
}
