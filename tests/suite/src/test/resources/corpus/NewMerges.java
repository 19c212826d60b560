import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NewMerges {
    static class A { final Object o; A(Object o) { this.o = o; log("A " + o); } public String toString() { return getClass().getSimpleName() + o; } }
    static class B extends A { B(Object o) { super("b" + o); } }
    static class C extends A implements Comparable<C> { C(Object a, Object b) { super(a + "" + b); } public int compareTo(C c) { return 0; } }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 3; i++) {
            A a = i == 0 ? new A(await(tick(1))) : i == 1 ? new B(await(tick(2))) : new C(note(3), await(tick(4)));
            await(tick("live"));
            var merged = await(tick(i)) > 0 ? new C(await(tick(5)), 6) : new ArrayList<>(List.of(await(tick(7)))).size();
            s += a + "" + merged + (i == 1 ? new B(await(tick(8))) : new B(9)).o;
            a = new A(a = new B(await(tick(10))));
            s += a;
            s += "" + (Object) (i < 2 ? new StringBuilder(await(tick("sb"))) : new StringBuffer(await(tick("buf")))) + (i > 0 ? new int[] {await(tick(1))}.length : new C(await(tick(2)), "")) + "";
        }
        return done(s);
    }
}
