import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class EnumsAndTypesMixed21 {
    sealed interface S permits E, F, R {} enum E implements S { A, B } enum F implements S { C } record R(S s, int n) implements S {}
    @Async static Coroutine<Integer> one(S s) { return switch (s) { case E.A -> tick(1); case E.B -> done(await(tick(2)) * 10); case F.C -> { int k = await(tick(3)); yield done(k * k); } case R(E e, int n) when e == E.A && n > await(tick(0)) -> done(n + await(one(e))); case R(R(var in, var m), int n) -> one(new R(in, m + n)); case R r -> done(r.n() - await(one(r.s()))); }; }
    @Async
    static Coroutine<String> run() { String t = ""; for (S s : List.of(E.A, E.B, F.C, new R(E.A, 5), new R(E.A, -5), new R(F.C, 7), new R(new R(new R(E.B, 1), 2), 3))) t += await(one(s)) + ","; return done(t); }
}
