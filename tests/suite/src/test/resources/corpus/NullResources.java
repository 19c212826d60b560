import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NullResources {
    static class R implements AsyncCloseable {
        @Async public Coroutine<Void> closeAsync() { await(tick("close")); return done(); }
        @Override public void close() { tick("close"); }
    }
    @Async static Coroutine<R> none() { await(tick("none")); return done((R) null); }
    @Async
    static Coroutine<String> run() throws Exception {
        String s = "";
        try (R r = null) { s += r + await(tick("1")); }
        try (R r = await(none())) { s += r + await(tick("2")); }
        try (AutoCloseable a = await(none()); R r = new R(); java.io.StringReader plain = null) { s += a + "" + (r != null) + plain + await(tick("3")); }
        try (R r = await(none()); R q = await(tick(false)) ? new R() : null) { await(fail("x")); } catch (IllegalArgumentException e) { s += e.getMessage() + e.getSuppressed().length; }
        return done(s);
    }
}
