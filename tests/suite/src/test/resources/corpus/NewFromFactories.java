import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class NewFromFactories {
    static class P { final Object a; P(Object a) { this.a = a; log("P " + a); } P(Object a, Object b) { this(a + "+" + b); } public String toString() { return "P" + a; } }
    static P make(Object o) { return new P("made" + o); }
    @Async static Coroutine<P> later(Object o) { return done(new P(await(tick(o)))); }
    @Async static Coroutine<P> latest(Object o) { P p = new P(await(tick(o))); try { return later(p); } finally { log("left"); } }
    @Async
    static Coroutine<String> run() {
        Function<Object, P> one = P::new; BiFunction<Object, Object, P> two = P::new; Function<Object, P[]> array = o -> new P[] {new P(o)};
        IntFunction<P[]> sized = P[]::new;
        Object s = one.apply(await(tick(1))) + "" + two.apply(await(tick(2)), new P(await(tick(3)))) + array.apply(await(tick(4)))[0] + sized.apply(await(tick(2))).length;
        s = s + "" + new P(make(await(tick(5))), await(later(await(tick(6))))) + await(latest(new P(await(tick(7)), await(later(8)))));
        return done("" + s);
    }
}
