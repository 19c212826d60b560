import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class VarargsMethods {
    @Async
    static Coroutine<String> join(String separator, Object... parts) {
        String s = "";
        for (Object part : parts) s += await(tick(part)) + separator;
        return done(s + parts.length);
    }
    @Async
    static Coroutine<Long> sum(long... values) { long sum = 0; for (long v : values) sum += await(tick(v)); return done(sum); }
    @SafeVarargs @Async
    static <T> Coroutine<List<T>> list(T... all) { List<T> l = new ArrayList<>(); for (T t : all) l.add(await(tick(t))); return done(l); }
    @Async
    static Coroutine<String> run() {
        return done(await(join("-")) + await(join("+", await(tick("a")), 2, null)) + await(sum(1, await(tick(2)), 3)) + await(list("x", await(tick("y")))) + await(join(",", (Object[]) new String[] {"z"})));
    }
}
