import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class BridgesAndCovariance {
    interface Source<T> { Coroutine<T> get(T in); }
    static abstract class Base<T> implements Source<T> {
        @Async public Coroutine<T> get(T in) { log("base"); return done(await(tick(in))); }
        abstract Object value();
    }
    static class Strings extends Base<String> {
        @Override @Async public Coroutine<String> get(String in) { return done(await(super.get(in + "1")) + await(tick("s"))); }
        @Override String value() { return "covariant"; }
    }
    static class Numbers implements Source<Integer> {
        @Override @Async public Coroutine<Integer> get(Integer in) { return done(in + await(tick(1))); }
    }
    static class More extends Strings {
        @Override public Coroutine<String> get(String in) { log("not async"); return super.get(in + "2"); }
    }
    @Async
    static <T> Coroutine<T> call(Source<T> source, T in) { return source.get(await(tick(in))); }
    @Async
    static Coroutine<String> run() {
        Base<String> base = new More();
        return done(await(call(new Strings(), "a")) + await(call(new Numbers(), 4)) + await(base.get("b")) + base.value());
    }
}
