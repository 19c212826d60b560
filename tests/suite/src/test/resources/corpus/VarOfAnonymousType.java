import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class VarOfAnonymousType {
    @Async
    static Coroutine<String> run() {
        int start = await(tick(1));
        var counter = new Object() { int n = start; long total; String log = ""; int next() { return n++; } @Async Coroutine<Integer> add(int k) { total += await(tick(k)); n += k; return done(next()); } };
        counter.n += await(tick(10)); counter.total = await(tick(5L)); counter.log += await(tick("x"));
        String s = counter.next() + "" + await(counter.add(2)) + counter.log;
        for (var each : List.of(new Object() { int k = 3; }, new Object() { int k = 4; })) s += each.getClass() == counter.getClass();
        var pair = new Object() { final Object a = counter.n, b = s0(); Object s0() { return "b" + start; } };
        await(tick("live"));
        var nested = new ArrayList<>(List.of(new Object() { int deep = start + 1; }));
        await(tick(nested.size()));
        return done(s + counter.total + counter.n + pair.a + pair.b + nested.get(0).deep + await(tick(counter.next())));
    }
}
