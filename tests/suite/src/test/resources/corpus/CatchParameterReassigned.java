import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CatchParameterReassigned {
    @Async
    static Coroutine<String> run() {
        String s = "";
        try {
            try {
                await(fail("one"));
            } catch (RuntimeException e) {
                RuntimeException kept = e;
                await(tick("in catch"));
                e = new IllegalStateException("two", kept);
                await(tick(e.getMessage()));
                throw e;
            }
        } catch (IllegalStateException e) {
            s = e.getMessage() + e.getCause().getMessage() + await(tick("outer"));
            try {
                await(fail("three"));
            } catch (IllegalArgumentException inner) {
                e.addSuppressed(inner);
                s += await(tick("nested")) + e.getSuppressed().length;
            }
        }
        return done(s);
    }
}
