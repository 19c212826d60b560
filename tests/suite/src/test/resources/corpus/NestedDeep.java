import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NestedDeep {
    String s = "0";
    class One {
        String s = "1";
        class Two {
            String s = "2";
            class Three {
                String s = "3";
                @Async Coroutine<String> all(String s) {
                    class Four { String s = "4"; @Async Coroutine<String> deep() { return done(s + Three.this.s + Two.this.s + One.this.s + NestedDeep.this.s + await(tick(s)) + await(new Object() { @Async Coroutine<String> five() { return done("5" + s + await(tick(Two.this.s)) + (One.this.s += "!")); } }.five())); } }
                    NestedDeep.this.s += await(tick("+"));
                    return done(s + await(new Four().deep()) + this.s);
                }
            }
        }
    }
    static class S { static class T { static class U { @Async static Coroutine<String> stat(Object o) { interface I { @Async static Coroutine<String> in(Object o) { return done("in" + await(tick(o))); } } record R(Object o) { @Async Coroutine<String> r() { return done(o + await(I.in(await(tick("r"))))); } } return new R(o).r(); } } } }
    @Async
    static Coroutine<String> run() {
        NestedDeep n = new NestedDeep();
        return done(await(n.new One().new Two().new Three().all(await(tick("p")))) + n.s + await(S.T.U.stat(await(tick("x")))));
    }
}
