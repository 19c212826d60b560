import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class MergedTypes {
    interface A { default String a() { return "a"; } } interface B { default String b() { return "b"; } }
    static class X implements A, B { } static class Y implements B, A { } enum E implements A, B { ONE }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 3; i++) {
            var ab = i == 0 ? new X() : i == 1 ? new Y() : E.ONE;
            await(tick("live")); s += ab.a() + ab.b();
            A a = ab; if (i == 1) a = new A() { public String a() { return "anonymous"; } }; await(tick(1)); s += a.a();
            Object arrays = i == 0 ? new int[2] : i == 1 ? new String[3] : new int[4][]; await(tick(2)); s += java.lang.reflect.Array.getLength(arrays);
            Object[] objects = i == 0 ? new String[] {"s"} : i == 1 ? new Integer[] {1} : new int[][] {{5}}; await(tick(3)); s += objects.length;
            Collection<? extends Object> c = i == 0 ? List.of(1) : i == 1 ? Set.of("x") : new ArrayDeque<>(List.of('c')); await(tick(4)); s += c + "" + await(tick(c.size()));
            Number n; if (i == 0) n = 1; else if (i == 1) n = 2.5; else n = java.math.BigInteger.TEN; await(tick(5)); s += n.intValue();
            CharSequence q = i == 0 ? "q" : new StringBuilder(await(tick("sb"))); var comparable = i == 0 ? 1 : i == 1 ? "text" : 'c'; await(tick(6)); s += q.length() + "" + comparable;
        }
        return done(s);
    }
}
