import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class RecordAccessorsThrow21 {
    record Bad(Object a, int b) { public Object a() { log("accessor"); if (b == 0) throw new IllegalStateException("accessor"); return a; } }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (Bad bad : List.of(new Bad("x", 0), new Bad("y", 1), new Bad(2, 2))) {
            try { s += note("below") + switch (await(tick(bad.b())) > 5 ? null : (Object) bad) { case Bad(String a, int b) when await(tick(b)) == 1 -> a + await(tick("arm")); case Bad(var a, var b) -> a + "" + b; default -> "never"; }; } catch (MatchException e) { s += e.getCause().getMessage() + await(tick("match")); }
            try { if ((Object) bad instanceof Bad(Integer a, int b) && await(tick(a)) == b) s += "same" + await(tick(b)); } catch (MatchException e) { s += "match" + await(tick("instanceof")); }
        }
        return done(s);
    }
}
