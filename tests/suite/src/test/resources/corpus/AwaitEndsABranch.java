import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

/** The await is the last instruction before two paths join, and what its path knows of a local the other does not. */
class AwaitEndsABranch {
    @Async
    static Coroutine<Object> pick(Object o) {
        Object r = !(o instanceof String s) ? "none" : s.isEmpty() ? "empty" : await(tick(s));
        return done(r);
    }
    @Async
    static Coroutine<Object> inLoop(List<Object> all) {
        Object last = "nothing";
        for (Object o : all) {
            last = !(o instanceof Integer i) ? last : i > 2 ? "many" : await(tick(i));
            log(last);
        }
        return done(last);
    }
    @Async
    static Coroutine<String> run() {
        return done("" + await(pick(1)) + await(pick("")) + await(pick("text")) + await(inLoop(List.of(1, "x", 2, 3))));
    }
}
