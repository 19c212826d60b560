import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class TaskFailures {
    static class Checked extends Exception { Checked(String m) { super(m); } }
    @Async static Task<String> fails(int how) throws Checked {
        try {
            if (how == 0) throw new Checked(await(tick("checked")));
            if (how == 1) await(fail("awaited"));
            if (how == 2) return Task.of("" + 1 / await(tick(0)));
            return Task.of("fine" + await(tick(how)));
        } catch (ArithmeticException e) {
            throw new IllegalStateException(await(tick("wrapped")), e);
        } finally {
            log("finally" + await(tick(how)));
        }
    }
    @Async static Task<String> guarded(int how) { try { return fails(how); } catch (Checked e) { return Task.of(e.getMessage() + await(tick("caught"))); } }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int how = 0; how < 4; how++) {
            try { s += await(guarded(how)) + ";"; } catch (IllegalArgumentException e) { s += e.getMessage() + await(tick("argument")); } catch (IllegalStateException e) { s += e.getMessage() + e.getCause().getMessage() + await(tick("state")); }
        }
        return done(s);
    }
}
