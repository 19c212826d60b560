import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class RecursionOfThree {
    @Async static Coroutine<Integer> a(int n, long w) { return n <= 0 ? done((int) w) : done(await(b(n - 1, w + await(tick(n)))) + 1); }
    @Async static Coroutine<Integer> b(int n, long w) { if (n <= 0) return tick((int) w); int r = await(new RecursionOfThree().c(n - 1, w * 2)); return done(r - await(tick(1))); }
    @Async Coroutine<Integer> c(int n, long w) { try { return n <= 0 ? done((int) w % 1000) : a(n - 1, w % 977); } finally { log("c" + n); } }
    @Async static Coroutine<Long> ackermann(int m, long n) { return m == 0 ? done(n + 1) : n == 0 ? ackermann(m - 1, 1) : done(await(ackermann(m - 1, await(ackermann(m, n - 1))))); }
    @Async static Coroutine<String> hanoi(int n, String from, String to, String by) { if (n == 0) return done(""); return done(await(hanoi(n - 1, from, by, to)) + await(tick(from + to)) + await(hanoi(n - 1, by, to, from))); }
    @Async
    static Coroutine<String> run() { return done(await(a(12, 3)) + " " + await(b(7, 5)) + " " + await(ackermann(2, 3)) + " " + await(hanoi(3, "a", "b", "c"))); }
}
