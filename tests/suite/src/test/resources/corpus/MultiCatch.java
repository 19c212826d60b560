import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class MultiCatch {
    interface Coded { int code(); }
    static class A extends RuntimeException implements Coded { public int code() { return 1; } }
    static class B extends Exception implements Coded { public int code() { return 2; } }
    static class C extends Error { }
    @Async static Coroutine<Void> raise(int n) throws B { await(tick(n)); if (n == 0) throw new A(); if (n == 1) throw new B(); if (n == 2) throw new C(); if (n == 3) throw new IllegalStateException(); return done(); }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int n = 0; n < 5; n++) {
            try {
                await(raise(n));
                s += "none";
            } catch (A | B e) {
                await(tick("live"));
                s += e.code() + e.getClass().getSimpleName() + await(tick(e.code()));
                Coded c = e;
                s += c.code();
            } catch (C | IllegalStateException e) {
                await(tick("throwable"));
                s += e.getClass().getSimpleName() + (e instanceof Error) + await(tick(e.getMessage() == null));
            } finally {
                s += ";";
            }
        }
        return done(s);
    }
}
