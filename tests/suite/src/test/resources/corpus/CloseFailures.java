import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class CloseFailures {
    static class R implements AsyncCloseable {
        final String name; final int how;
        R(String name, int how) { this.name = name; this.how = how; }
        @Async public Coroutine<Void> closeAsync() {
            log("closing " + name);
            if (how == 1) throw new ArithmeticException(name);
            if (how == 2) throw new AssertionError(name);
            await(tick(name));
            if (how == 3) throw new IllegalStateException(name);
            return done();
        }
        @Override public void close() {
            log("closing " + name);
            if (how == 1) throw new ArithmeticException(name);
            if (how == 2) throw new AssertionError(name);
            tick(name);
            if (how == 3) throw new IllegalStateException(name);
        }
    }
    static String text(Throwable t) { String s = t.getClass().getSimpleName() + t.getMessage(); for (Throwable each : t.getSuppressed()) s += "<" + text(each) + ">"; return s; }
    @Async static Coroutine<String> use(int a, int b, boolean bodyFails) {
        String s = "";
        try (R x = new R("x", a); R y = new R("y", b)) {
            s += await(tick("body"));
            if (bodyFails) throw new UnsupportedOperationException("body");
        } catch (Throwable t) {
            s += text(t) + await(tick("caught"));
        } finally {
            s += await(tick("finally"));
        }
        return done(s);
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int a = 0; a < 4; a++) for (int b = 0; b < 4; b++) s += await(use(a, b, (a + b) % 2 == 0)) + "\n";
        return done(s);
    }
}
