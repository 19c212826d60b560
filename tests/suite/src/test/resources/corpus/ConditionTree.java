import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ConditionTree {
    @Async static Coroutine<Boolean> is(boolean b) { return done(await(tick(b))); }
    @Async
    static Coroutine<String> run() {
        StringBuilder s = new StringBuilder();
        for (int i = 0; i < 32; i++) {
            boolean a = (i & 1) > 0, b = (i & 2) > 0, c = (i & 4) > 0, d = (i & 8) > 0, e = (i & 16) > 0;
            if ((a && (await(is(b)) || !(c && await(is(d))))) || !(await(is(e)) ? a || await(is(c)) : b && !await(is(d)))) s.append(1);
            else if ((await(is(a)) == b) != (await(is(c)) != await(is(d)))) s.append(2);
            else s.append(await(is(e)) && !(a ^ await(is(b))) ? 3 : 4);
        }
        return done(s.toString());
    }
}
