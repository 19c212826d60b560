import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class TailChains {
    @Async static Coroutine<Integer> down(int n, int sum) { if (n == 0) return done(sum); if (n % 40 == 0) await(tick(n)); return down(n - 1, sum + n); }
    @Async static Coroutine<Integer> choose(boolean b) { return b ? tick(1) : down(3, 0); }
    @Async static Coroutine<Integer> variable(int n) { Coroutine<Integer> c = n > 0 ? tick(n) : fail("negative"); log("made"); return c; }
    @Async static Coroutine<Integer> inCatch() { try { await(fail("x")); } catch (IllegalArgumentException e) { return tick(7); } return done(0); }
    @Async
    static Coroutine<String> run() {
        return done("" + await(down(200, 0)) + await(choose(await(tick(true)))) + await(choose(false)) + await(variable(5)) + await(inCatch()));
    }
}
