import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class FinalMethods {
    static class A {
        int n = 1;
        @Async final Coroutine<Integer> add(int k) { n += await(tick(k)); return done(await(hook(n))); }
        @Async Coroutine<Integer> hook(int k) { return done(k + await(tick(100))); }
        @Async final Coroutine<String> many(String s, int times) { if (times == 0) return done(s); return many(s + await(add(times)), times - 1); }
    }
    static final class B extends A {
        @Override @Async Coroutine<Integer> hook(int k) { return done(await(super.hook(k)) * await(tick(2))); }
        @Async Coroutine<Integer> own(int k) { return done(await(add(k)) + await(hook(await(tick(k))))); }
    }
    @Async
    static Coroutine<String> run() {
        A a = new A(); B b = new B(); A ab = b;
        return done("" + await(a.add(1)) + "," + await(ab.add(2)) + "," + await(b.own(3)) + "," + await(a.many("a", 3)) + "," + await(ab.many("b", 2)) + a.n + b.n);
    }
}
