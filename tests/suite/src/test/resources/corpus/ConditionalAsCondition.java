import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ConditionalAsCondition {
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 8; i++) {
            boolean a = (i & 1) > 0, b = (i & 2) > 0, c = (i & 4) > 0;
            if (a ? await(tick(b)) : await(tick(c))) s += "1"; else s += "0";
            if (await(tick(a)) ? b : c && await(tick(b))) s += "1"; else s += "0";
            if ((a ? b : await(tick(c))) ? await(tick(a)) : !(b ? await(tick(c)) : a)) s += "1"; else s += "0";
            s += (a ? await(tick(b)) : c) ? await(tick("y")) : "n";
            while (b ? await(tick(a)) : c && !await(tick(a))) { a = !a; b = !b; s += "w"; if (s.length() > 200) break; }
            boolean value = (await(tick(a)) ? await(tick(b)) : true) == (c ? false : await(tick(c)));
            s += value + ";";
        }
        return done(s);
    }
}
