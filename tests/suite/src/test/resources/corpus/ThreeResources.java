import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ThreeResources {
    static class R implements AutoCloseable {
        final String name;
        R(String name) { log("open " + name); if (name.endsWith("!")) throw new IllegalStateException("open " + name); this.name = name; }
        @Override public void close() { log("close " + name); if (name.endsWith("?")) throw new UnsupportedOperationException("close " + name); }
    }
    @Async static Coroutine<R> open(String name) { return done(new R(await(tick(name)))); }
    @Async static Coroutine<String> use(String x, String y, String z) {
        try (R a = await(open(x)); R b = new R(await(tick(y))); R c = await(open(z))) {
            return done("body" + a.name + b.name + await(tick(c.name)));
        } catch (IllegalStateException | UnsupportedOperationException e) {
            String s = e.getMessage();
            for (Throwable t : e.getSuppressed()) s += "(" + t.getMessage() + await(tick("suppressed")) + ")";
            return done(s);
        }
    }
    @Async
    static Coroutine<String> run() {
        return done(await(use("a", "b", "c")) + await(use("a!", "b", "c")) + await(use("a", "b!", "c")) + await(use("a", "b?", "c!")) + await(use("a?", "b", "c?")) + await(use("a?", "b?", "c?")) + await(use("a?", "b?", "c!")));
    }
}
