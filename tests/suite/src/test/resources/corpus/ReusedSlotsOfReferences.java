import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ReusedSlotsOfReferences {
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 2; i++) {
            { String t = await(tick("t")); s += t.length() + await(tick(1)); }
            { List<Object> l = new ArrayList<>(); l.add(await(tick(2))); s += l; }
            { int[] a = {await(tick(3))}; a[0]++; await(tick(4)); s += a[0]; }
            { Runnable r = () -> log("ran"); await(tick(5)); r.run(); }
            if (i == 0) { Comparable<String> c = "c"; await(tick(6)); s += c.compareTo("b"); } else { Map<String, Long> m = new HashMap<>(); m.put("k", await(tick(7L))); s += m; }
            try { Exception e = new Exception("e"); await(fail("x")); s += e; } catch (IllegalArgumentException e) { s += e.getMessage() + await(tick(8)); }
            switch (i) { case 0: StringBuilder b = new StringBuilder(await(tick("b"))); s += b.reverse(); break; default: Object[] b2 = {await(tick(9))}; s += b2[0]; }
            for (Object o = await(tick("loop")); o != null; o = null) s += o;
        }
        return done(s);
    }
}
