import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LambdaExceptions {
    interface Op { Coroutine<String> on(int n) throws Exception; }
    static class Checked extends Exception { Checked(String m) { super(m); } }
    @Async
    static Coroutine<String> run() {
        Op op = n -> {
            try {
                if (n == 0) throw new Checked(await(tick("zero")));
                if (n == 1) return fail("one");
                if (n == 2) await(fail("two"));
                return done("fine" + await(tick(n)));
            } catch (IllegalArgumentException e) {
                if (n == 2) throw new Checked(e.getMessage() + await(tick("wrapped")));
                return done("caught" + await(tick(e.getMessage())));
            } finally {
                log("finally" + await(tick(n)));
            }
        };
        AsyncCallable<String> callable = () -> { throw new Checked(await(tick("callable"))); };
        String s = "";
        for (int n = 0; n < 4; n++) {
            try { s += await(op.on(n)); } catch (Checked e) { s += "checked" + e.getMessage(); } catch (Exception e) { s += e; }
        }
        try { s += await(callable.call()); } catch (Throwable e) { s += e.getMessage() + await(tick("end")); }
        return done(s);
    }
}
