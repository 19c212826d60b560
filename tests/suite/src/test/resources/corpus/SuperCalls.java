import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SuperCalls {
    static class A {
        protected int n = 1;
        @Async protected Coroutine<String> name(int depth) { return done("A" + n + await(tick(depth))); }
        Coroutine<String> plain() { return tick("A.plain"); }
        @Async Coroutine<String> both() { return done("A.both" + await(tick(0))); }
    }
    static class B extends A {
        @Async @Override protected Coroutine<String> name(int depth) { n++; String s = await(super.name(depth + 1)); return done("B" + s + await(tick(n))); }
        @Async @Override Coroutine<String> plain() { return done("B" + await(super.plain())); }
        @Override Coroutine<String> both() { return super.both(); }
    }
    static class C extends B {
        @Async @Override protected Coroutine<String> name(int depth) { return super.name(depth + await(tick(10))); }
        @Async @Override Coroutine<String> both() { String t = "C" + await(super.both()); return done(t + super.toString().length() * 0); }
        @Override public String toString() { return "c"; }
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (A a : new A[] {new A(), new B(), new C()}) s += await(a.name(0)) + await(a.plain()) + await(a.both()) + ";";
        return done(s);
    }
}
