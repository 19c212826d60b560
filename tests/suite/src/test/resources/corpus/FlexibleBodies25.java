import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class FlexibleBodies25 {
    static abstract class Base { final String s; Base(String s) { this.s = s + hook(); log("Base " + s); } abstract String hook(); }
    static class Sub extends Base {
        final int early; String late = "late";
        Sub(Object o, int n) { String t = "t" + o; if (n < 0) throw new IllegalArgumentException("negative " + n); early = n * 2; class Local { String f() { return "local" + n; } } t += new Local().f(); super(t); late += n; }
        Sub(long w) { int k = (int) w; for (int i = 0; i < 2; i++) k += i; this("w", k); }
        String hook() { return "hook" + early + late; }
        @Async Coroutine<Sub> next() { return done(new Sub(await(tick(s.length())), await(tick(early)))); }
        class Inner { final String i; Inner(String i) { String j = i + early; this.i = j; super(); } }
    }
    record R(int a, Object b) { R(Object b) { int n = b.hashCode() % 10; log("R"); this(n, b); } @Async Coroutine<R> again() { return done(new R(await(tick("b" + a)))); } }
    enum E { A(1), B("b"); final int n; E(int n) { int k = n + 1; this.n = k; } E(String s) { this(s.length() * 10); } @Async Coroutine<Integer> get() { return done(n + await(tick(n))); } }
    @Async
    static Coroutine<String> run() {
        String s = new Sub(await(tick("o")), await(tick(3))).s + await(new Sub(await(tick(4L))).next()).late + new Sub("p", 1).new Inner(await(tick("i"))).i;
        try { new Sub(new Sub(await(tick("in")), 2).s, await(tick(-1))); } catch (IllegalArgumentException e) { s += e.getMessage() + await(tick("caught")); }
        return done(s + await(new R(await(tick("r"))).again()) + await(E.A.get()) + await(E.B.get()));
    }
}
