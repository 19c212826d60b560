import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class MutualRecursion {
    @Async static Coroutine<Boolean> even(int n) { if (n == 0) return done(true); return done(await(odd(n - 1))); }
    @Async static Coroutine<Boolean> odd(int n) { if (n == 0) return done(false); if (n % 50 == 1) await(tick(n)); return even(n - 1); }
    @Async static Coroutine<Integer> depth(int n) { return done(n == 0 ? await(tick(0)) : 1 + await(depth(n - 1))); }
    @Async
    static Coroutine<Long> fib(int n) { return done(n < 2 ? await(tick((long) n)) : await(fib(n - 1)) + await(fib(n - 2))); }
    @Async
    static Coroutine<String> run() { return done("" + await(even(200)) + await(odd(200)) + await(depth(200)) + await(fib(7))); }
}
