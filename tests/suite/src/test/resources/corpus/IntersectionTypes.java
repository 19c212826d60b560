import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.io.Serializable;

class IntersectionTypes {
    static <T extends Comparable<T> & Serializable> T pick(boolean first, T a, T b) { return first ? a : b; }
    @Async
    static <T extends Number & Comparable<T>> Coroutine<String> both(T a, T b) { int n = a.intValue(); await(tick(n)); return done(a.compareTo(b) + "" + await(tick(b)).doubleValue()); }
    @Async
    static Coroutine<String> run() {
        var mixed = await(tick(true)) ? 1 : "text";
        await(tick(mixed));
        var list = List.of(await(tick(1)), await(tick("two")), 3.0);
        var first = list.get(0);
        await(tick("live"));
        String s = mixed.getClass().getSimpleName() + first + mixed + await(both(4, 5));
        return done(s + await(tick(pick(false, "a", "b"))));
    }
}
