import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class CurriedLambdas {
    interface F<A, R> { R on(A a); }
    @Async
    static Coroutine<String> run() {
        F<Integer, F<Long, F<String, Coroutine<String>>>> curried = a -> b -> c -> done(a + await(tick(b)) + c + await(tick(a)));
        F<Integer, F<Long, Coroutine<F<String, Coroutine<String>>>>> mixed = a -> b -> { long k = await(tick(a)) + b; return done(c -> done(k + await(tick(c)))); };
        F<Coroutine<Integer>, Coroutine<Integer>> takes = c -> done(await(c) + await(tick(1)));
        return done(await(curried.on(1).on(2L).on("x")) + await(await(mixed.on(await(tick(3))).on(4L)).on("y")) + await(takes.on(tick(5))) + await(curried.on(await(tick(6))).on(await(tick(7L))).on(await(tick("z")))));
    }
}
