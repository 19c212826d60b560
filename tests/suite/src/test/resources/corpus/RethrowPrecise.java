import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class RethrowPrecise {
    static class A extends Exception {} static class B extends Exception {}
    @Async static Coroutine<String> precise(int n) throws A, B {
        try {
            if (await(tick(n)) == 0) throw new A();
            if (n == 1) throw new B();
            return done("fine");
        } catch (Exception e) {
            log("rethrows" + await(tick(e.getClass().getSimpleName())));
            throw e;
        } finally {
            log("finally" + await(tick(n)));
        }
    }
    @Async static <X extends Exception> Coroutine<String> generic(X x) throws X { try { if (x != null) throw await(tick("x")) == null ? null : x; } catch (Throwable t) { log("again" + await(tick(1))); throw t; } return done("generic"); }
    @Async
    static Coroutine<String> run() throws Exception {
        String s = "";
        for (int n = 0; n < 3; n++) try { s += await(precise(n)); } catch (A e) { s += "A" + await(tick(n)); } catch (B e) { s += "B" + await(tick(n)); }
        try { s += await(generic((RuntimeException) null)) + await(generic(new java.io.IOException("io"))); } catch (java.io.IOException e) { s += e.getMessage(); }
        return done(s);
    }
}
