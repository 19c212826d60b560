import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SwitchesThatLeave {
    @Async static Coroutine<String> one(int n) {
        String s = "";
        outer:
        for (int i = 0; i < 4; i++) {
            inner:
            switch (await(tick(n))) {
                case 0: for (int j = 0; j < 3; j++) { switch (j) { case 0: continue; case 1: s += await(tick("j")); break; default: break inner; } s += "j" + j; }
                case 1: if (i == 1) continue outer; s += "one"; break;
                case 2: if (i == 2) break outer; try { if (i == 1) break; s += await(tick("two")); } finally { s += "f" + await(tick(i)); } s += "end"; break;
                case 3: return done(s + await(tick("returned")));
                case 4: throw new IllegalStateException(s + await(tick("thrown")));
                case 5: { if (i == 0) break inner; s += switch (i) { case 1 -> { if (await(tick(true))) yield "y"; s += "never"; yield "n"; } case 2 -> throw new IllegalArgumentException("arm" + await(tick(i))); default -> "d"; }; }
                default: s += "d"; n--;
            }
            s += ";";
        }
        return done(s);
    }
    @Async
    static Coroutine<String> run() { String s = ""; for (int n = 0; n < 8; n++) try { s += await(one(n)) + "\n"; } catch (IllegalStateException | IllegalArgumentException e) { s += e.getMessage() + "\n"; } return done(s); }
}
