import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class RecursiveLambdas {
    interface Op { Coroutine<Long> on(int n); }
    static Op factorial = n -> done(n < 2 ? 1L : n * await(RecursiveLambdas.factorial.on(await(tick(n - 1)))));
    Op sum = n -> n == 0 ? tick(0L) : done(n + await(this.sum.on(n - 1)));
    @Async
    static Coroutine<String> run() {
        Op[] fib = new Op[1];
        fib[0] = n -> { if (n < 2) return tick((long) n); return done(await(fib[0].on(n - 1)) + await(fib[0].on(n - 2))); };
        Op[] even = new Op[1], odd = new Op[1];
        even[0] = n -> n == 0 ? done(1L) : odd[0].on(n - 1);
        odd[0] = n -> { if (n % 10 == 1) await(tick(n)); return n == 0 ? done(0L) : even[0].on(n - 1); };
        return done("" + await(factorial.on(6)) + await(new RecursiveLambdas().sum.on(20)) + await(fib[0].on(7)) + await(even[0].on(40)) + await(odd[0].on(40)));
    }
}
