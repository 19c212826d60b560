import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NestedResources {
    static class R implements AsyncCloseable {
        final String name;
        R(String name) { this.name = name; }
        @Async public Coroutine<Void> closeAsync() { try (R own = name.length() < 3 ? new R(name + "'") : null) { await(tick("close " + name)); return done(); } }
        @Override public void close() { try (R own = name.length() < 3 ? new R(name + "'") : null) { tick("close " + name); } }
    }
    @Async static Coroutine<R> open(String name) { try (R temporary = new R("t" + name)) { return done(new R(await(tick(name)))); } }
    @Async
    static Coroutine<String> run() {
        String s = "";
        try (R a = await(open("a"))) {
            s += a.name;
            try (R b = await(open("b")); R c = await(open("c"))) {
                s += b.name + c.name;
                await(fail("inside"));
            } catch (IllegalArgumentException e) {
                try (R d = await(open("d"))) { s += e.getMessage() + d.name; }
            } finally {
                try (R f = await(open("f"))) { s += f.name; }
            }
        }
        return done(s);
    }
}
