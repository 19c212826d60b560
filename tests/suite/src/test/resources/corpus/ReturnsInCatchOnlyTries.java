import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ReturnsInCatchOnlyTries {
    @Async static Coroutine<String> simple(int n) { try { return n == 0 ? fail("zero") : n == 1 ? done("done") : tick("tick"); } catch (IllegalArgumentException e) { return tick(e.getMessage()); } }
    @Async static Coroutine<String> plain() { try { return fail("plain"); } catch (IllegalArgumentException e) { return done("caught " + await(tick(e.getMessage()))); } }
    @Async static Coroutine<String> nested(int n) { try { try { if (n == 0) return fail("inner"); } catch (IllegalStateException e) { return done("wrong"); } return fail("outer"); } catch (IllegalArgumentException e) { return done(e.getMessage()); } }
    @Async static Coroutine<String> rethrown() { try { try { return fail("first"); } catch (IllegalArgumentException e) { log("caught " + await(tick(1))); throw new IllegalStateException("second", e); } } catch (IllegalStateException e) { return plain(); } }
    @Async static Coroutine<String> loop() { String s = ""; for (int i = 0; i < 3; i++) { try { if (i == 2) return done(s); return fail("turn" + i); } catch (IllegalArgumentException e) { s += e.getMessage(); } } return done("never"); }
    @Async
    static Coroutine<String> run() { return done(await(simple(0)) + await(simple(1)) + await(simple(2)) + await(plain()) + await(nested(0)) + await(nested(1)) + await(rethrown()) + await(loop())); }
}
