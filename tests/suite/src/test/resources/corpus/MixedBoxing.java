import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class MixedBoxing {
    static String kind(Object o) { return o.getClass().getSimpleName() + o; }
    static String pick(long l) { return "long" + l; }
    static String pick(Integer i) { return "Integer" + i; }
    static String pick(Object o) { return "Object" + o; }
    @Async
    static Coroutine<String> run() {
        boolean t = await(tick(true));
        String s = kind(t ? 1 : await(tick(2.0))) + kind(t ? (Object) 1 : await(tick(2.0))) + kind(t ? await(tick(1)) : 'c') + kind(t ? 'a' : 0);
        Integer a = await(tick(127)), b = await(tick(127));
        s += a == b;
        int i = await(tick(5));
        long l = await(tick(6));
        double d = await(tick('x'));
        Long w = (long) await(tick(7));
        s += pick(i) + pick(l) + pick(await(tick(8))) + pick(w) + d;
        Object o = await(tick(true)) ? await(tick(1)) : "s";
        byte by = (byte) (int) await(tick(300));
        float f = await(tick(3)) / 2 + await(tick(0.5f));
        return done(s + kind(o) + by + f + (i == await(tick(5L))) + (a.equals(await(tick(127)))));
    }
}
