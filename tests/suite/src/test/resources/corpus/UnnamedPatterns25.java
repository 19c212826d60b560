import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class UnnamedPatterns25 {
    record P(Object x, Object y, long z) {} sealed interface S permits A, B, C {} record A(int n) implements S {} record B(String s) implements S {} record C(S in, Object o) implements S {}
    @Async static Coroutine<String> one(Object o) { return done(switch (await(tick(o))) { case P(String s, _, long z) when await(tick(z)) > 1 -> s + z; case P(_, Integer _, _) -> "int" + await(tick(1)); case P(_, _, var z) -> "p" + z; case A _, B _ -> "ab" + await(tick(2)); case C(A _, _), C(B _, _) -> "c leaf"; case C(C(_, var deep), _) -> deep + await(tick("deep")); case String _ -> "string"; default -> "other"; }); }
    @Async
    static Coroutine<String> run() {
        String s = ""; for (Object o : List.of(new P("x", 1, 2), new P("x", 1, 1), new P(1, "y", 0), new A(1), new B("b"), new C(new A(2), 0), new C(new C(new B("in"), "d"), 0), "text", 5)) s += await(one(o)) + ";";
        if (await(tick((Object) new C(new A(7), "o"))) instanceof C(A(int n), _) && n > await(tick(6))) s += n;
        int total = 0; for (var _ : List.of(1, 2, 3)) total += await(tick(total + 1)); for (int i = 0, _ = await(tick(5)); i < 2; i++) total++;
        var _ = await(tick("dropped")); var _ = note("dropped too");
        return done(s + total);
    }
}
