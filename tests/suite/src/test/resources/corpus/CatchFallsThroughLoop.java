import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CatchFallsThroughLoop {
    @Async static Coroutine<String> flaky(int attempt) { if (attempt < 3) return fail("attempt" + attempt); return done("ok" + await(tick(attempt))); }
    @Async
    static Coroutine<String> run() {
        String result = null; IllegalArgumentException last = null; int attempts = 0; long waited = 0;
        for (int i = 0; i < 10 && result == null; i++) {
            try {
                result = await(flaky(attempts++));
            } catch (IllegalArgumentException e) {
                if (last != null) e.addSuppressed(last);
                last = e;
                waited += await(tick(1L << i));
            }
        }
        String history = "";
        for (Throwable t = last; t != null; t = t.getSuppressed().length > 0 ? t.getSuppressed()[0] : null) history += t.getMessage() + await(tick(","));
        return done(result + attempts + waited + history);
    }
}
