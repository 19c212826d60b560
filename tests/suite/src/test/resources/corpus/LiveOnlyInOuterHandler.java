import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LiveOnlyInOuterHandler {
    @Async
    static Coroutine<String> run() {
        String result = "";
        String onlyOuter = "outer" + await(tick(1));
        long wide = 1L << 40;
        try {
            String onlyInner = "inner" + await(tick(2));
            try {
                await(tick(3));
                await(fail("x"));
            } catch (IllegalArgumentException e) {
                result += onlyInner;
                await(tick(4));
                throw new IllegalStateException(e.getMessage());
            }
        } catch (IllegalStateException e) {
            result += onlyOuter + e.getMessage() + wide + await(tick(5));
        }
        return done(result);
    }
}
