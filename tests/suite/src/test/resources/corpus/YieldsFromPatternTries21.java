import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class YieldsFromPatternTries21 {
    record P(Object a) {} record N(Object a, Object b) {}
    @Async static Coroutine<Object> one(Object o) {
        return done(new N(await(tick("left")), switch (o) {
            case String s when s.isEmpty() -> { try { yield await(fail("empty")); } catch (IllegalArgumentException e) { yield e.getMessage() + await(tick("c")); } }
            case P(String s) -> { try (AutoCloseable c = () -> log("closed " + s)) { yield new P(await(tick(s))); } catch (Exception e) { yield e; } finally { log("f"); } }
            case P(P(var deep)) when await(tick(deep)) != null -> { for (int i = 0; ; i++) { try { if (await(tick(i)) == 2) yield i; } finally { log("turn" + i); } } }
            default -> { if (await(tick(true))) yield "d"; throw new IllegalStateException(); }
        }));
    }
    @Async
    static Coroutine<String> run() { return done("" + await(one("")) + await(one(new P("p"))) + await(one(new P(new P("q")))) + await(one(1))); }
}
