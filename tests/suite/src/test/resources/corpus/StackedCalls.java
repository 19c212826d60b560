import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class StackedCalls {
    static String f(Object... all) { return Arrays.toString(all); }
    @Async static Coroutine<String> g(Object o) { return done("g" + await(tick(o))); }
    @Async
    static Coroutine<String> run() {
        return done(f(1, f(2, await(tick(3)), f(4, await(g(await(tick(5)))), 6L), 7.0), await(g(f(await(g(8)), await(g(await(g(9)))))))) + Math.max(Math.abs(await(tick(-3))), Integer.parseInt(await(tick("2")) + await(tick(1)))));
    }
}
