import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CatchAndRethrow {
    static class Checked extends Exception { Checked(String m, Throwable c) { super(m, c); } }
    @Async
    static Coroutine<String> inner(int how) throws Checked {
        try {
            if (how == 0) await(fail("argument"));
            if (how == 1) throw new UnsupportedOperationException(await(tick("unsupported")));
            return done("fine");
        } catch (IllegalArgumentException | UnsupportedOperationException e) {
            log(e.getClass().getSimpleName() + await(tick("multi")));
            throw new Checked(e.getMessage(), e);
        }
    }
    @Async
    static Coroutine<String> same() throws Exception {
        try {
            return done(await(inner(0)));
        } catch (final Exception e) {
            log("same " + await(tick(1)));
            throw e;
        }
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int how = 0; how < 3; how++) {
            try {
                s += await(inner(how));
            } catch (Checked e) {
                s += e.getMessage() + (e.getCause() != null) + await(tick(how));
            }
        }
        try {
            await(same());
        } catch (Exception e) {
            s += e.getMessage();
        }
        return done(s);
    }
}
