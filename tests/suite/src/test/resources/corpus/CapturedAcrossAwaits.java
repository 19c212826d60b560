import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CapturedAcrossAwaits {
    interface Op { Coroutine<String> on(); }
    @Async
    static Coroutine<String> run() {
        final int a = await(tick(1)); int b = 2; String c; if (await(tick(true))) c = "c"; else c = "never";
        Op before = () -> done("before" + a + b + await(tick(c)));
        await(tick("between")); String s = await(before.on());
        long w = await(tick(5L)); double[] d = {.5}; var list = new ArrayList<String>();
        class Adder { @Async Coroutine<Integer> add(String t) { list.add(t + a + w); d[0] *= await(tick(2)); return done(list.size()); } }
        Adder adder = new Adder(); int n = await(adder.add("x"));
        Op nested = () -> { int inner = await(tick(n)); Op deeper = () -> { list.add(s + inner); return done(c + await(adder.add("y")) + inner + d[0]); }; await(tick("nested")); return deeper.on(); };
        try { await(fail("e")); } catch (IllegalArgumentException e) { Op inCatch = () -> done(e.getMessage() + await(nested.on())); list.add(await(inCatch.on())); }
        for (String t : List.of("p", "q")) { Op each = () -> { String u = t + await(tick(t)); return done(u + await(adder.add(u))); }; list.add(await(tick(t)) + t); }
        return done(s + list + d[0] + b);
    }
}
