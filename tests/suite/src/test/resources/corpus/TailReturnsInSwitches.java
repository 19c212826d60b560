import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class TailReturnsInSwitches {
    enum E { A, B, C }
    @Async static Coroutine<String> other(Object o) { return done("o" + await(tick(o))); }
    @Async static Coroutine<String> arrows(int n) { switch (n) { case 0 -> { return other(n); } case 1 -> { return done("d"); } default -> log("none"); } return tick("after"); }
    @Async static Coroutine<String> old(E e) { switch (e) { case A: await(tick("fall")); case B: return other(e); default: break; } return e == E.C ? other("c") : null; }
    @Async static Coroutine<String> expression(String s) { return switch (await(tick(s))) { case "a" -> other(s); case "b" -> { if (s.isEmpty()) throw new IllegalStateException(); yield await(tick(true)) ? done("yes") : other("no"); } case "c" -> throw new IllegalStateException(await(tick("thrown"))); default -> expression("a"); }; }
    @Async static Coroutine<String> nested(int n) { return switch (n) { case 0 -> switch (await(tick("x"))) { case "x" -> other("xx"); default -> tick("y"); }; default -> n > 5 ? switch (n % 2) { case 0 -> tick("even"); default -> arrows(n); } : nested(n - 1); }; }
    @Async static Coroutine<String> guarded(int n) { try { return switch (n) { case 0 -> fail("zero"); case 1 -> other(1); default -> { try { yield fail("inner"); } finally { log("yielded"); } } }; } catch (IllegalArgumentException e) { return other(e.getMessage()); } }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int n = 0; n < 3; n++) s += await(arrows(n)) + await(old(E.values()[n])) + await(nested(n)) + await(nested(n + 6)) + await(guarded(n));
        for (String t : List.of("a", "b", "c", "d")) try { s += await(expression(t)); } catch (IllegalStateException e) { s += e.getMessage(); }
        return done(s);
    }
}
