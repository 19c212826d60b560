import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NullValues {
    static <T> Coroutine<T> nothing() { log("nothing"); return Coroutine.of(null); }
    @Async
    static Coroutine<String> run() {
        String s = await(NullValues.<String>nothing());
        Integer boxed = await(NullValues.<Integer>nothing());
        try {
            int unboxed = await(NullValues.<Integer>nothing());
            log(unboxed);
        } catch (NullPointerException e) {
            log("unboxed null " + await(tick(s == null)));
        }
        Void v = await(nothing());
        return done(s + boxed + v);
    }
}
