import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ContextualKeywordsAsNames {
    static int record = 1; String sealed = "s"; Object permits = "p"; static long module = 4;
    @Async static Coroutine<String> record(int with) { String var = await(tick("var")); int open = with, to = open++, exports = await(tick(to)); return done(var + open + to + exports + record); }
    @Async Coroutine<String> when(Object when) { Object requires = await(tick(when)), opens = permits; sealed += opens; return done(sealed + requires + opens); }
    @Async Coroutine<String> yield(String yield) { return done("y" + await(tick(yield)) + await(this.when(yield))); }
    @Async static Coroutine<Integer> var(int transitive) { int uses = transitive; uses += await(tick(uses)); return done(uses); }
    @Async
    static Coroutine<String> run() {
        ContextualKeywordsAsNames provides = new ContextualKeywordsAsNames();
        String s = switch (await(tick(1))) { case 1 -> { String done = await(record(5)); yield done + await(provides.yield("q")); } default -> "d"; };
        return done(s + await(var(3)) + (module += await(tick(1L))));
    }
}
