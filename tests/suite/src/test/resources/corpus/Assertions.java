import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Assertions {
    @Async
    static Coroutine<String> run() {
        int n = await(tick(1));
        assert n == 1 : "fine";
        assert await(tick(true)) : "fine too";
        String s = "";
        try {
            assert n == await(tick(2)) : "n was " + await(tick(n));
        } catch (AssertionError e) {
            s = e.getMessage();
        }
        return done(s);
    }
}
