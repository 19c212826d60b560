import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SwitchesOfEachSelector {
    enum E { A, B, C }
    static final E NONE = null;
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 3; i++) {
            s += switch ((byte) await(tick(i)).intValue()) { case 0 -> "b0"; case 1 -> await(tick("b1")); default -> "b"; };
            switch (await(tick((short) (i - 1)))) { case -1 -> s += await(tick("h-")); case 0 -> s += "h0"; default -> s += "h"; }
            s += switch (await(tick((char) ('a' + i)))) { case 'a', 'c' -> await(tick("vowelish")); case 'b' -> 'b'; default -> 1.5; };
            switch (await(tick(Integer.valueOf(i * 1000000)))) { case 0: s += "zero"; case 1000000: s += await(tick("million")); break; case Integer.MIN_VALUE: s += "min"; }
            switch (E.values()[await(tick(i))]) { case A: case B: s += await(tick("AB")); if (i == 0) break; default: s += "rest"; }
            s += switch (E.valueOf(await(tick("" + "ABC".charAt(i))))) { case A -> 1; case B -> await(tick(2L)); case C -> { try { yield 3f; } finally { await(tick("C")); } } };
            switch (await(tick(i))) { default: s += "default first"; case 7: s += await(tick(7)); break; case 1: s += "one"; }
            switch (i) { } switch (await(tick(i))) { default -> { } }
        }
        for (int i = 0; i < 3; i++) try { s += switch (i) { case 0 -> switch (await(tick((String) null))) { case "x" -> 1; default -> 2; }; case 1 -> switch (await(tick(NONE))) { case A -> 1; default -> 2; }; default -> switch (await(tick((Integer) null))) { case 1 -> 1; default -> 2; }; }; } catch (NullPointerException e) { s += "npe" + await(tick(i)); }
        return done(s);
    }
}
