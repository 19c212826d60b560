import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ExplicitClose {
    static class A implements AsyncCloseable {
        @Async public Coroutine<Void> closeAsync() { log("closing A " + await(tick("A"))); return done(); }
        @Override public void close() { tick("A"); log("closing A A"); }
    }
    static class B implements AutoCloseable { @Override public void close() { log("closing B"); } }
    static class NotCloseable { void close() { log("just a method"); } }
    @Async
    static Coroutine<String> run() throws Exception {
        A a = new A();
        int x = 5 + await(tick(1));
        a.close();
        AutoCloseable[] all = {a, new B(), a};
        for (AutoCloseable c : all) c.close();
        new NotCloseable().close();
        java.io.Closeable reader = new java.io.StringReader("x");
        reader.close();
        try {
            ((AutoCloseable) null).close();
        } catch (NullPointerException e) {
            log("null " + x);
        }
        try {
            a.close();
        } finally {
            a.close();
        }
        return done("end" + x);
    }
}
