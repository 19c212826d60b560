import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class BridgesOfManyLevels {
    interface Source<T> { Awaitable<? extends T> get(); default String name() { return "source"; } }
    interface Narrow<T extends Number> extends Source<T> { Coroutine<? extends T> get(); }
    static abstract class Base<T extends Number> implements Narrow<T> { public abstract Coroutine<T> get(); }
    static class Ints extends Base<Integer> { @Override @Async public Coroutine<Integer> get() { return done(await(tick(5)) + 1); } @Override public String name() { return "ints"; } }
    static class Same extends Ints { @Override @Async public Coroutine<Integer> get() { return done(await(super.get()) * await(tick(10))); } }
    interface Visitor<A, R> { Coroutine<R> visit(A a, R r); }
    static class Text implements Visitor<Object, String> { @Override @Async public Coroutine<String> visit(Object a, String r) { return done(a + r + await(tick("v"))); } }
    @Async static <A, R> Coroutine<R> twice(Visitor<A, R> v, A a, R r) { return done(await(v.visit(a, await(v.visit(a, r))))); }
    @Async
    static Coroutine<String> run() {
        Source<? extends Number> source = new Same(); Narrow<Integer> narrow = new Ints(); Base<Integer> base = new Same();
        Number n = await(source.get()); int i = await(narrow.get()) + await(base.get());
        String s = "" + n + i + source.name();
        try { @SuppressWarnings({"unchecked", "rawtypes"}) Object o = await(((Visitor) new Text()).visit(1, 2)); s += o; } catch (ClassCastException e) { s += "cce" + await(tick(1)); }
        return done(s + await(twice(new Text(), 7, "r")));
    }
}
