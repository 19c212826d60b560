import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class MethodReferences {
    final String prefix;
    MethodReferences(String prefix) { this.prefix = prefix; }
    @Async Coroutine<String> instance(Integer n) { return done(prefix + await(tick(n))); }
    @Async static Coroutine<String> statically(Integer n) { return done("static" + await(tick(n))); }
    @Async static <T> Coroutine<T> same(T t) { return done(await(tick(t))); }
    @Async static Coroutine<Integer> count(Object... all) { return done(await(tick(all.length))); }
    static class Sub extends MethodReferences {
        Sub() { super("sub"); }
        @Async @Override Coroutine<String> instance(Integer n) {
            Function<Integer, Coroutine<String>> above = super::instance;
            return done("S" + await(above.apply(await(tick(n + 1)))));
        }
    }
    @Async
    static Coroutine<String> run() {
        Function<Integer, Coroutine<String>> bound = new MethodReferences(await(tick("p")))::instance;
        BiFunction<MethodReferences, Integer, Coroutine<String>> unbound = MethodReferences::instance;
        Function<Integer, Coroutine<String>> stat = MethodReferences::statically;
        UnaryOperator<Coroutine<String>> none = c -> c;
        Function<String, Coroutine<String>> generic = MethodReferences::same;
        BiFunction<String, Long, Coroutine<Integer>> varargs = MethodReferences::count;
        Function<String, MethodReferences> make = MethodReferences::new;
        return done(await(bound.apply(1)) + await(unbound.apply(new Sub(), 2)) + await(none.apply(stat.apply(3))) + await(generic.apply("g")) + await(varargs.apply("a", 1L)) + await(make.apply("m").instance(4)));
    }
}
