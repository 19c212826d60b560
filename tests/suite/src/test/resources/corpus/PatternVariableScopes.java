import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class PatternVariableScopes {
    @Async static Coroutine<String> early(Object o) {
        if (!(await(tick(o)) instanceof String s)) return done("early " + o);
        await(tick(1));
        s += await(tick("!"));
        return done(s);
    }
    @Async static Coroutine<Integer> loop(Iterator<Object> it) {
        int n = 0;
        while (!(it.next() instanceof Integer i && i > await(tick(2)))) n += await(tick(10));
        return done(n + i);
    }
    @Async static Coroutine<String> chained(Object a, Object b) {
        return done(a instanceof String s && await(tick(b)) instanceof Integer n && s.length() == await(tick(n)) ? s + n : await(tick(a)) instanceof String s && s.isEmpty() || !(b instanceof Long l) ? "no" : "long" + l + await(tick(l)));
    }
    @Async
    static Coroutine<String> run() {
        String r = await(early("e")) + await(early(1)) + await(loop(List.<Object>of(1, "x", 2, 5).iterator())) + await(chained("ab", 2)) + await(chained("ab", 3)) + await(chained("", 1L)) + await(chained("z", 4L));
        for (Object o : List.of(1, "two")) {
            do { if (o instanceof Integer i) { r += i + await(tick(i)); } } while (!(o instanceof CharSequence c) && (o = "c" + await(tick(3))) == null);
        }
        return done(r);
    }
}
