import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.concurrent.*;

class FutureMethods {
    int n = 1;
    @Async static CompletableFuture<String> one(Object o) { return CompletableFuture.completedFuture("one" + await(tick(o))); }
    @Async CompletableFuture<Integer> instance(int k, long w) { n += await(tick(k)); return k > 5 ? CompletableFuture.completedFuture((int) w) : instance(k + n, w + await(tick(1L))); }
    @Async static CompletionStage<String> stage(String s) { String t = await(one(s)); return CompletableFuture.completedStage(t + await(stageOf(t.length()))); }
    @Async static CompletionStage<Integer> stageOf(int n) { await(tick(n)); return future(n); }
    @Async static CompletableFuture<String> fails(int how) { try { if (how == 0) await(fail("zero")); if (how == 1) throw new IllegalStateException(await(tick("one"))); return CompletableFuture.completedFuture("fine"); } catch (IllegalArgumentException e) { return CompletableFuture.completedFuture(e.getMessage() + await(tick("caught"))); } finally { log("finally" + await(tick(how))); } }
    @Async
    static Coroutine<String> run() {
        String s = await(one(1)) + await(new FutureMethods().instance(2, 10)) + await(stage("s"));
        for (int how = 0; how < 3; how++) try { s += await(fails(how)); } catch (IllegalStateException e) { s += e.getMessage(); }
        return done(s + note("below") + await(one(await(one("in")))) + 2L * await(stageOf(4)));
    }
}
