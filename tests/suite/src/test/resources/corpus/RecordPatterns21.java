import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class RecordPatterns21 {
    record P(Object x, Object y) {}
    enum E { A, B }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (Object o : List.of(new P(1, "a"), new P(new P(2, 3L), "b"), "c", E.B)) {
            if (o instanceof P(P(Integer i, Long l), var y) && i < await(tick(5))) s += i + l + await(tick("deep")) + y;
            else if (o instanceof P(Integer i, String y)) { await(tick(i)); s += i + y; }
            else s += switch (o) { case E e when e == E.A -> "A"; case E.B -> await(tick("B")); case CharSequence c -> c + await(tick("cs")); default -> "?"; };
        }
        try {
            s += switch (await(tick((Object) new P(1, 2)))) { case P(String a, var b) -> a; case P(Integer a, Integer b) -> { try { yield "" + (a + b + await(tick(3))); } finally { log("fin " + await(tick(4))); } } case Object other -> "none"; };
        } catch (MatchException e) { s += "match"; }
        return done(s);
    }
}
