import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class AssertionMessages {
    static String message(AssertionError e) { return e.getMessage() + e.getCause(); }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 7; i++) {
            try {
                switch (i) {
                    case 0: assert await(tick(false)); break;
                    case 1: assert await(tick(i)) > 1 && await(tick(true)) : await(tick('c')); break;
                    case 2: assert i > await(tick(1)) : note("not evaluated"); break;
                    case 3: assert !await(tick(true)) : await(tick(5L)) + 1; break;
                    case 4: assert await(tick(false)) || i != 4 : new IllegalStateException(await(tick("cause"))); break;
                    case 5: assert await(tick(false)) : await(tick(true)) ? await(tick(1.5)) : 2f; break;
                    default: for (int k = 0; k < 3; k++) assert await(tick(k)) < 2 : "k" + k + await(tick(k));
                }
                s += "passed" + i;
            } catch (AssertionError e) {
                s += message(e) + await(tick(i));
            }
        }
        return done(s);
    }
}
