import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LambdasAsArguments {
    interface Op { Coroutine<Integer> on(int n); }
    @Async static Coroutine<Integer> apply(Object before, Op op, int n, Op... more) { int r = await(op.on(n)); for (Op each : more) r = await(each.on(r)); return done(r); }
    static Op[] ops(Op... ops) { return ops; }
    @Async
    static Coroutine<String> run() {
        int k = await(tick(2));
        int a = await(apply(await(tick("first")), n -> done(n * await(tick(k))), await(tick(5)), n -> tick(n + k), n -> done(n - await(tick(1)))));
        int b = note(1) + await(ops(n -> done(await(tick(n))), n -> done(-await(tick(n))))[await(tick(1))].on(7)) + await(((Op) n -> done(n * n + await(tick(k)))).on(3));
        Map<String, Op> map = new TreeMap<>(Map.of("x", n -> done(n + await(tick(10))), "y", n -> apply("nested", m -> done(m + await(tick(n))), n)));
        String s = "";
        for (Map.Entry<String, Op> e : map.entrySet()) s += e.getKey() + await(e.getValue().on(await(tick(k))));
        return done(s + a + " " + b + await((k > 1 ? (Op) n -> done(n + await(tick(100))) : (Op) n -> tick(0)).on(1)));
    }
}
