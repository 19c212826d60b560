import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class TailReturnsInLoops {
    @Async static Coroutine<Integer> other(int n) { return done(n * await(tick(10))); }
    @Async static Coroutine<Integer> whileLoop(int n) { int i = 0; while (i < 9) { if (i == n) return other(i); i += await(tick(1)); } return tick(-1); }
    @Async static Coroutine<Integer> doLoop(int n) { do { if (n % 3 == 0) return other(n); } while (await(tick(n++)) < 9); return done(-2); }
    @Async static Coroutine<Integer> eachLoop(List<Integer> all) { for (int n : all) if (await(tick(n)) > 1) return n > 2 ? tick(n) : other(n); return other(0); }
    @Async static Coroutine<Integer> nested(int n) { outer: for (int i = 0; ; i++) { for (int j = 0; j < 3; j++) { if (i * j == n) return other(i + j); if (i > 4) break outer; if (j > i) continue outer; await(tick(i + j)); } } return nested(4); }
    @Async static Coroutine<Integer> withFinally(int n) { for (int i = 0; i < 3; i++) { try { if (i == n) return other(i); } finally { log("turn" + await(tick(i))); } } return done(-3); }
    @Async static Coroutine<Integer> inCatch(int n) { for (int i = 0; i < 3; i++) { try { if (i == n) await(fail("x" + i)); } catch (IllegalArgumentException e) { if (i > 0) return other(e.getMessage().length()); return inCatch(2); } } return tick(-4); }
    @Async
    static Coroutine<String> run() { String s = ""; for (int n = 0; n < 4; n++) s += await(whileLoop(n)) + "," + await(doLoop(n)) + "," + await(nested(n)) + "," + await(withFinally(n)) + "," + await(inCatch(n)) + ";"; return done(s + await(eachLoop(List.of(1, 2))) + await(eachLoop(List.of(0, 3))) + await(eachLoop(List.of()))); }
}
