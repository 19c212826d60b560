import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class Lambdas {
    final int base = 5;
    interface Op { Coroutine<Integer> apply(int x); }
    @Async
    Coroutine<Integer> member(Op op) { return done(base + await(op.apply(await(tick(2))))); }
    @Async
    static Coroutine<String> run() {
        int captured = await(tick(3));
        Op op = x -> { int y = await(tick(x)); return done(y * captured); };
        Op plain = x -> done(x + captured);
        Op nested = x -> {
            Op inner = z -> done(await(tick(z)) + x);
            return inner.apply(await(tick(x + 1)));
        };
        Lambdas l = new Lambdas();
        Op mine = l.use();
        Op reference = Lambdas::twice;
        return done(await(op.apply(1)) + " " + await(plain.apply(1)) + " " + await(nested.apply(10)) + " " + await(l.member(op)) + " " + await(mine.apply(1)) + " " + await(reference.apply(21)));
    }
    Op use() { return x -> done(base + await(tick(x))); }
    @Async
    static Coroutine<Integer> twice(int x) { return done(await(tick(x)) * 2); }
}
