import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class PatternSwitchesOnTheStack21 {
    record P(Object a, int b) {} enum E { A, B }
    static String all(Object... all) { return Arrays.toString(all); }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (Object o : new Object[] {"text", 3, new P("p", 4), new P(5, 6), null, E.B, 2L, new int[] {7}}) {
            s += all(note("below"), await(tick(1L)), switch (o) { case null -> "null" + await(tick(0)); case String t when t.length() > await(tick(3)) -> t; case Integer i -> i + await(tick(i)); case P(String a, int b) -> { try { yield a + await(tick(b)); } finally { log("f"); } } case P(var a, var b) when await(tick(b)) > 5 -> a; case E e when e == E.B -> new StringBuilder(await(tick("sb"))).append(e).toString(); case int[] a -> a[await(tick(0))]; default -> await(tick("default")); }, await(tick("above")));
            s += 5L * switch (o) { case Integer i when i > 2 -> await(tick(2)); case null, default -> 1; } + note(3);
        }
        return done(s);
    }
}
