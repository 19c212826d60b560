import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class UserAwaitables {
    record Delayed<T>(T value) implements Awaitable<T> { @Async public Coroutine<T> coroutine() { log("coroutine"); return done(await(tick(value))); } }
    static class Counting implements Awaitable<Integer> { int n; public Coroutine<Integer> coroutine() { n++; return tick(n); } }
    static class Named extends Counting { @Override @Async public Coroutine<Integer> coroutine() { return done(100 + await(super.coroutine())); } }
    enum Kind implements Awaitable<String> { A, B { @Override public Coroutine<String> coroutine() { return tick("own"); } }; @Async public Coroutine<String> coroutine() { return done(name() + await(tick(ordinal()))); } }
    static class Failing implements Awaitable<Object> { public Coroutine<Object> coroutine() { throw new IllegalStateException("no coroutine"); } }
    @Async static <T> Coroutine<List<T>> all(List<? extends Awaitable<? extends T>> each) { List<T> list = new ArrayList<>(); for (Awaitable<? extends T> a : each) list.add(await(a)); return done(list); }
    @Async
    static Coroutine<String> run() {
        Counting c = new Counting(); Awaitable<String> lambda = () -> tick("lambda"); Awaitable<Integer> awaiting = () -> done(await(tick(1)) + await(c)); Awaitable<Object> wide = new Awaitable<>() { public Coroutine<Object> coroutine() { return tick((Object) "anonymous"); } };
        String s = "" + await(new Delayed<>("d")) + await(c) + await(c) + await(new Named()) + await(Kind.A) + await(Kind.B) + await(lambda) + await(lambda) + await(awaiting) + await(wide) + c.n;
        s += await(all(List.of(new Delayed<>(1), c, lambda, tick('c'))));
        try { s += await(new Failing()); } catch (IllegalStateException e) { s += e.getMessage() + await(tick(1)); }
        try { s += await((Awaitable<String>) null); } catch (NullPointerException e) { s += "npe" + await(tick(2)); }
        return done(s);
    }
}
