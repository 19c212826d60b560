import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CloseInSynchronized {
    static final Object LOCK = new Object();
    static class R implements AsyncCloseable {
        @Async public Coroutine<Void> closeAsync() { await(tick("close")); return done(); }
        @Override public void close() { tick("close"); }
    }
    @Async
    static Coroutine<String> run() {
        await(tick(1));
        synchronized (LOCK) {
            try (java.io.StringReader r = new java.io.StringReader("x")) { log("plain"); }
            AutoCloseable c = new R();
            try { c.close(); } catch (Exception e) { log(e); }
        }
        return done("" + Thread.holdsLock(LOCK));
    }
}
