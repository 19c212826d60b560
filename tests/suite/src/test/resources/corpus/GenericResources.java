import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class GenericResources {
    interface Pool<T extends AutoCloseable> { Coroutine<T> take(int n); }
    static class Permit implements AsyncCloseable {
        final int n; boolean closed;
        Permit(int n) { this.n = n; }
        @Async public Coroutine<Void> closeAsync() { if (!closed) { closed = true; await(tick("released " + n)); } return done(); }
        @Override public void close() { if (!closed) { closed = true; tick("released " + n); } }
    }
    @Async static <T extends AutoCloseable & AsyncCloseable> Coroutine<String> both(Pool<T> pool) throws Exception { try (T a = await(pool.take(1)); var b = await(pool.take(2))) { return done("both" + (a != b) + await(tick(3))); } }
    @Async static <T extends AutoCloseable> Coroutine<String> plain(Pool<? extends T> pool) throws Exception { try (T t = await(pool.take(4))) { t.close(); return done("plain" + await(tick(5))); } }
    @Async
    static Coroutine<String> run() throws Exception {
        Pool<Permit> pool = n -> done(new Permit(await(tick(n))));
        Pool<java.io.StringReader> readers = n -> tick(n).coroutine() == null ? null : done(new java.io.StringReader("r"));
        return done(await(both(pool)) + await(plain(pool)) + await(plain(readers)));
    }
}
