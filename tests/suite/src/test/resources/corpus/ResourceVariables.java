import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ResourceVariables {
    static class R implements AsyncCloseable {
        final int n;
        R(int n) { this.n = n; }
        @Async public Coroutine<Void> closeAsync() { await(tick("close" + n)); return done(); }
        @Override public void close() { tick("close" + n); }
    }
    final R field = new R(1);
    @Async
    Coroutine<String> use() {
        final R local = new R(2);
        try (field; local; R third = new R(await(tick(3)))) {
            return done("" + field.n + local.n + third.n);
        }
    }
    @Async
    static Coroutine<String> run() {
        return done(await(new ResourceVariables().use()));
    }
}
