import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class TailReturnsOfValues {
    static Coroutine<Integer> held; Coroutine<Integer> field = Coroutine.of(5); Coroutine<Integer>[] array;
    @Async static Coroutine<Integer> other(int n) { return done(n + await(tick(1))); }
    @Async static Coroutine<Integer> parameter(Coroutine<Integer> c) { log("holds"); return c; }
    @Async static Coroutine<Integer> either(Coroutine<Integer> a, Coroutine<Integer> b) { return await(tick(true)) ? a : b; }
    @Async static Coroutine<Integer> local(int n) { Coroutine<Integer> c; if (n > 0) { c = tick(n); } else { c = done(await(tick(-1))); } return c; }
    @Async Coroutine<Integer> fields(boolean b) { return await(tick(b)) ? field : held; }
    @Async @SuppressWarnings("unchecked") Coroutine<Integer> element(int i) { array = new Coroutine[] {tick(1), Coroutine.of(2)}; return array[await(tick(i))]; }
    @Async static Coroutine<Integer> assigned(int n) { Coroutine<Integer> c; return c = n > 1 ? tick(n) : tick(0); }
    @Async static Coroutine<Integer> cast(Object o) { return (Coroutine<Integer>) (Object) tick(o.hashCode()); }
    @Async static Coroutine<Number> wider(int n) { return Coroutine.upcast(n > 0 ? other(n) : tick(1.5)); }
    @Async Coroutine<Integer> method() { return this.fields(true); }
    @Async
    static Coroutine<String> run() {
        TailReturnsOfValues o = new TailReturnsOfValues(); held = Coroutine.of(6);
        return done("" + await(parameter(tick(1))) + await(either(Coroutine.of(2), Coroutine.of(3))) + await(local(1)) + await(local(0)) + await(o.fields(true)) + await(o.fields(false)) + await(o.element(0)) + await(o.element(1)) + await(assigned(2)) + await(assigned(1)) + await(cast(7)) + await(wider(1)) + await(wider(0)) + await(o.method()));
    }
}
