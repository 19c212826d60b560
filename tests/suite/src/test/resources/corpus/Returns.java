import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Returns {
    @Async static Coroutine<Integer> tail(int n) { return n == 0 ? done(0) : n % 2 == 0 ? tick(n) : tail(n - 1); }
    @Async static Coroutine<Integer> inTry() { try { return fail("in try"); } catch (IllegalArgumentException e) { return tick(-1); } finally { log("finally"); } }
    @Async static Coroutine<Integer> variable() { Coroutine<Integer> c = tick(4); try { log("body"); } finally { log(await(tick("fin"))); } return c; }
    @Async static Coroutine<Integer> override() { try { return fail("x"); } finally { return done(8); } }
    @Async static Coroutine<Void> nothing() { if (await(tick(true))) return done(); log("unreached"); return done(); }
    @Async static Coroutine<Integer> loop() { for (int i = 0; ; i++) { try { if (i == 2) return tick(i); } finally { log("turn " + i); if (i < 2) continue; } } }
    @Async
    static Coroutine<String> run() {
        return done("" + await(tail(7)) + await(inTry()) + await(variable()) + await(override()) + await(nothing()) + await(loop()));
    }
}
