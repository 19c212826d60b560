import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SwitchInNewArguments {
    enum E { A, B }
    record P(Object a, long b, Object c) {}
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 3; i++) {
            s += new P(switch (i) { case 0 -> await(tick("zero")); case 1 -> { String t = await(tick("one")); yield t + t.length(); } default -> note("many"); }, await(tick(5L)), note(i));
            s += new P(await(tick(i)), switch (await(tick("x" + i))) { case "x0" -> 10; case "x1" -> await(tick(11L)); default -> { long w = 1; for (int k = 0; k < 3; k++) w *= await(tick(2)); yield w; } }, switch (E.values()[i % 2]) { case A -> new P(1, await(tick(2)), 3); case B -> await(tick(E.B)); });
            s += new StringBuilder(switch (i) { case 0 -> "sb" + await(tick(0)); default -> await(tick("other")); }).reverse();
        }
        return done(s);
    }
}
