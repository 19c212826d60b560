import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;

class VirtualCalls {
    static class Base {
        final String name;
        Base(String name) { this.name = name; }
        @Async Coroutine<String> hook(int a, long b, double c, String d) { return done(name + a + b + c + await(tick(d))); }
        Coroutine<String> call(int n) { return outer(n); }
        @Async Coroutine<String> outer(int n) {
            String s = await(hook(n, 2L, 3.5, "base"));
            return done(s + await(this.hook(n + 1, -1L, 0.0, await(tick("again")))));
        }
        @Async static Coroutine<String> of(Base base) { return done(await(base.hook(7, 8L, 9.0, "of"))); }
    }
    static class Woven extends Base {
        Woven() { super("woven "); }
        @Override @Async Coroutine<String> hook(int a, long b, double c, String d) { return done("[" + await(super.hook(a, b, c, d)) + "]" + await(tick(a))); }
    }
    static class Plain extends Base {
        Plain() { super("plain "); }
        @Override Coroutine<String> hook(int a, long b, double c, String d) { log("plain hook"); return tick(d + a); }
    }
    static class Inherits extends Base {
        Inherits() { super("inherits "); }
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (Base base : new Base[] {new Base("base "), new Woven(), new Plain(), new Inherits()}) {
            s += await(base.call(1)) + await(base.outer(5)) + await(Base.of(base)) + "\n";
        }
        try {
            await(Base.of(null));
        } catch (NullPointerException e) {
            s += "null";
        }
        return done(s);
    }
}
