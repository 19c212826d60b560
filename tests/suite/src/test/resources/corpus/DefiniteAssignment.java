import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class DefiniteAssignment {
    enum E { A, B }
    @Async static Coroutine<String> one(int n, E e) {
        final int a; final String s; long w; boolean z; double d; final Object o;
        if (n == 0) a = await(tick(1)); else if (n == 1) { a = 2; } else throw new IllegalStateException("none" + await(tick(n)));
        switch (e) { case A: s = await(tick("A")); break; case B: s = "B"; break; default: throw new AssertionError(); }
        w = switch (n) { case 0 -> { z = await(tick(true)); yield await(tick(3L)); } default -> { z = false; yield 4L; } };
        while (true) { if (await(tick(w)) > 3) { d = w; break; } w++; }
        try { await(tick("try")); } finally { o = await(tick("finally")); }
        int p, q; if (z && (p = await(tick(5))) > 4) q = p; else q = -1;
        final int r; if ((r = await(tick(q))) > 0 || !z) log(r);
        int x = (p = await(tick(6))) + p;
        return done(a + s + w + z + d + o + q + r + x);
    }
    @Async
    static Coroutine<String> run() { String s = await(one(0, E.A)) + await(one(1, E.B)); try { await(one(2, E.A)); } catch (IllegalStateException e) { s += e.getMessage(); } return done(s); }
}
