import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.io.Serializable;
import java.util.function.*;

class IntersectionCasts {
    interface Op { Coroutine<String> on(String s); }
    interface Tagged { default String tag() { return "tag"; } }
    static <T extends CharSequence & Comparable<T>> String both(T t) { return t.length() + "" + t.compareTo(t); }
    @Async
    static Coroutine<String> run() {
        Op op = (Op & Tagged & Serializable) s -> done(s + await(tick("in")));
        String r = await(op.on(await(tick("x")))) + ((Tagged) op).tag() + (op instanceof Serializable);
        Object o = await(tick("text"));
        var cast = (CharSequence & Comparable<String>) o;
        await(tick("live"));
        r += cast.length() + cast.compareTo("text") + both((String) await(tick(o)));
        try {
            var bad = (CharSequence & Runnable) await(tick(o));
            r += bad.length();
        } catch (ClassCastException e) {
            r += "cce" + await(tick(1));
        }
        return done(r + ((Supplier<String> & Tagged) () -> "supplied").get());
    }
}
