import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LambdaReturns {
    interface Op { Coroutine<String> on(int n); }
    @Async static Coroutine<String> other(int n) { return done("o" + await(tick(n))); }
    @Async
    static Coroutine<String> run() {
        Op early = n -> { if (n > 1) return done("big" + await(tick(n))); if (await(tick(n)) == 1) return other(n); return tick("zero"); };
        Op loop = n -> { for (int i = 0; ; i++) { if (await(tick(i)) >= n) return done("loop" + i); } };
        Op arms = n -> switch (n) { case 0 -> done(await(tick("arm"))); case 1 -> other(await(tick(5))); default -> { int k = await(tick(n)); yield tick("k" + k); } };
        Op tries = n -> { try { if (n == 0) return fail("x"); return other(10 / (await(tick(n)) - 1)); } catch (IllegalArgumentException e) { return done(e.getMessage() + await(tick("c"))); } catch (ArithmeticException e) { return other(-1); } finally { log("f" + await(tick(n))); } };
        Op conditional = n -> n == 0 ? done("c" + await(tick(0))) : n == 1 ? other(1) : early.on(await(tick(n)));
        String s = "";
        for (Op op : List.of(early, loop, arms, tries, conditional)) for (int n = 0; n < 3; n++) s += await(op.on(n)) + ";";
        return done(s);
    }
}
