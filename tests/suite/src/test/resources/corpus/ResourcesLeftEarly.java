import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ResourcesLeftEarly {
    static class R implements AsyncCloseable {
        final Object name;
        R(Object name) { this.name = name; }
        @Async public Coroutine<Void> closeAsync() { await(tick("close " + name)); return done(); }
        @Override public void close() { tick("close " + name); }
    }
    @Async static Coroutine<String> tail(int n) { try (R r = new R("tail" + n)) { if (n == 0) return tick("tail"); try (R inner = new R(await(tick("inner")))) { return n == 1 ? tick("nested" + inner.name) : done(await(tick("done")) + r.name); } } }
    @Async
    static Coroutine<String> run() {
        String s = "";
        outer:
        for (int i = 0; i < 4; i++) {
            try (R a = new R(i)) {
                for (int j = 0; j < 3; j++) {
                    try (R b = new R(await(tick(i + "" + j)))) {
                        if (j == 1 && i == 0) continue outer;
                        if (j == 1) break;
                        if (i == 2) break outer;
                        s += b.name;
                    } finally { s += "f" + await(tick(j)); }
                }
                s += a.name;
            }
        }
        return done(s + await(tail(0)) + await(tail(1)) + await(tail(2)));
    }
}
