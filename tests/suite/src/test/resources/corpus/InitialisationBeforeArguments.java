import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class InitialisationBeforeArguments {
    static class A { static { log("A initialised"); } A(Object o) { log("A " + o); } static Object stat(Object o) { log("A.stat"); return o; } }
    static class B { static { log("B initialised"); } static Object held = "held"; B(Object a, Object b) { log("B"); } }
    static class C extends D { static { log("C initialised"); } C(Object o) { super(o); log("C " + o); } }
    static class D { static { log("D initialised"); } D(Object o) { log("D " + o); } public String toString() { return "d"; } }
    static class E { static { log("E initialised"); } static final int CONSTANT = 5; static final Integer BOXED = 6; E(int n) { log("E " + n); } }
    static class F { static { log("F initialised"); } F(boolean b, Object o) { log("F"); } }
    @Async
    static Coroutine<String> run() {
        log("start");
        new B(await(tick(1)), new A(await(tick(2))));
        new C(new D(await(tick(3))));
        new E(E.CONSTANT + await(tick(4)));
        Object o = await(tick(false)) ? new F(true, await(tick("never"))) : "no F";
        log(o);
        new F(await(tick(true)), E.BOXED + A.stat(await(tick(""))).hashCode());
        return done("end");
    }
}
