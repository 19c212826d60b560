import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ErrorsPassCatchException {
    @Async static Coroutine<String> one(Throwable t) throws Throwable {
        try {
            try {
                await(tick("before"));
                throw t;
            } catch (Exception e) {
                return done("exception" + await(tick(1)));
            } finally {
                log("finally" + await(tick(2)));
            }
        } catch (LinkageError e) {
            return done("linkage" + await(tick(3)));
        }
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (Throwable t : List.of(new Exception("e"), new NoClassDefFoundError("l"), new AssertionError("a"), new Throwable("t"), new StackOverflowError("so"))) {
            try { s += await(one(t)); } catch (Throwable e) { s += "out" + e.getMessage() + (e == t) + await(tick(4)); }
        }
        return done(s);
    }
}
