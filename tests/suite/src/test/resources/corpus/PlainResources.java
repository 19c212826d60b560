import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class PlainResources {
    static class R implements AutoCloseable {
        final String name; final boolean failing;
        R(String name, boolean failing) { log("open " + name); this.name = name; this.failing = failing; }
        @Override public void close() { log("close " + name); if (failing) throw new IllegalStateException("close " + name); }
    }
    @Async
    static Coroutine<String> use(boolean closeFails, boolean bodyFails) {
        try (R a = new R(await(tick("a")), closeFails); R none = null; R b = new R(await(tick("b")), closeFails)) {
            log("body " + a.name + (none == null) + await(tick(b.name)));
            if (bodyFails) await(fail("body"));
            return done(await(tick("value")));
        } catch (IllegalArgumentException | IllegalStateException e) {
            return done(e.getMessage() + Arrays.toString(e.getSuppressed()) + await(tick("caught")));
        } finally {
            log("finally " + await(tick(closeFails)));
        }
    }
    @Async
    static Coroutine<String> run() {
        return done(await(use(false, false)) + await(use(true, false)) + await(use(false, true)) + await(use(true, true)));
    }
}
