import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Parameters {
    @Async
    static Coroutine<String> changed(int n, String s, long... rest) {
        n += await(tick(1));
        s = n + s;
        await(tick(s));
        rest = rest.clone();
        rest[0]++;
        for (; n > 0; n--) s += await(tick(rest[0]));
        return done(s);
    }
    @Async
    static Coroutine<String> run() { return done(await(changed(await(tick(1)), "x", 5L, 6L))); }
}
