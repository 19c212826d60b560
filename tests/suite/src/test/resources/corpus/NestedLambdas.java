import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class NestedLambdas {
    int field = 10;
    interface F { Coroutine<Integer> on(int x); }
    interface Maker { F make(int x); }
    @Async
    Coroutine<Integer> all(int parameter) {
        int local = await(tick(1));
        Maker maker = a -> {
            int inMaker = a + local;
            return b -> {
                int inB = b + await(tick(inMaker));
                F third = c -> {
                    F fourth = d -> done(await(tick(d)) + a + b + c + local + parameter + field++);
                    return done(await(fourth.on(inB)) + await(fourth.on(1)));
                };
                return third.on(await(tick(7)));
            };
        };
        return done(await(maker.make(2).on(3)) + await(maker.make(4).on(5)) + field);
    }
    static final F CONSTANT = x -> done(x + await(tick(100)));
    final F initialised = x -> done(x + this.field + await(tick(200)));
    @Async
    static Coroutine<String> run() { NestedLambdas n = new NestedLambdas(); return done("" + await(n.all(6)) + await(CONSTANT.on(1)) + await(n.initialised.on(2))); }
}
