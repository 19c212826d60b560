import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.concurrent.*;

class AwaitsOfAllKinds {
    @Async static Task<Integer> task(int n) { return Task.of(await(tick(n))); }
    @Async static Coroutine<Coroutine<String>> nested(String s) { await(tick("outer")); return done(tick(s)); }
    static String all(Object... all) { return Arrays.toString(all); }
    @Async
    static Coroutine<String> run() {
        await(yieldNow());
        String s = all(await(tick(1)), await(promised(2)), await(future(3)), await(task(4)), await((Awaitable<Integer>) () -> tick(5)), await(Coroutine.of(6)), await(done(7)), await(done()), await(yieldNow()));
        for (int i = 0; i < 3; i++) { await(yieldNow()); s += i; if (i == 1) continue; s += await(tick(i)) + "" + await(await(nested("in" + i))); }
        Coroutine<String> twice = Coroutine.of("twice"); Void v = await(yieldNow());
        s += await(twice) + await(twice) + v;
        try { await(yieldNow()); await(fail("x")); } catch (IllegalArgumentException e) { await(yieldNow()); s += e.getMessage(); } finally { await(yieldNow()); s += "f"; }
        Awaitable<?>[] mixed = {tick("m"), promised('p'), task(8)};
        for (Awaitable<?> a : mixed) s += await(a);
        return done(s + await(Coroutine.<Object>upcast(tick("up"))));
    }
}
