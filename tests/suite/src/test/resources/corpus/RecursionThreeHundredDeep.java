import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class RecursionThreeHundredDeep {
    interface Down { Coroutine<Long> go(int n); }
    static class Virtual implements Down { @Async public Coroutine<Long> go(int n) { return done(n == 0 ? await(tick(0L)) : n + await(go(n - 1))); } }
    static class Sub extends Virtual { @Override @Async public Coroutine<Long> go(int n) { return done(1 + await(super.go(n))); } }
    @Async static Coroutine<Long> direct(int n, long sum, String s) { if (n == 0) return done(sum + s.length()); long r = await(direct(n - 1, sum + n, s)); if (n % 100 == 0) r += await(tick(n)); return done(r); }
    @Async static Coroutine<Integer> tries(int n) { try { return done(n == 0 ? await(fail("bottom")) : 1 + await(tries(n - 1))); } catch (IllegalArgumentException e) { if (n % 100 == 0) log(e.getMessage() + n); if (n == 150) return tick(n); throw e; } finally { if (n % 150 == 0) await(tick("f" + n)); } }
    @Async
    static Coroutine<String> run() {
        Down[] lambda = new Down[1];
        lambda[0] = n -> n == 0 ? tick(0L) : done(n + await(lambda[0].go(n - 1)));
        return done(await(direct(300, 0, "xyz")) + " " + await(new Virtual().go(300)) + " " + await(new Sub().go(150)) + " " + await(lambda[0].go(300)) + " " + await(tries(300)));
    }
}
