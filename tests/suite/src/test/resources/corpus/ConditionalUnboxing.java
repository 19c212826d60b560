import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ConditionalUnboxing {
    static Coroutine<Integer> none() { log("none"); return Coroutine.of(null); }
    @Async
    static Coroutine<String> run() {
        String s = "";
        Integer nothing = null;
        for (int i = 0; i < 5; i++) {
            try {
                Object o = switch (i) {
                    case 0 -> await(tick(true)) ? nothing : await(tick("reference"));
                    case 1 -> await(tick(true)) ? nothing : (Integer) await(tick(1));
                    case 2 -> await(tick(true)) ? nothing : 0;
                    case 3 -> await(tick(false)) ? 1L : await(none());
                    default -> await(tick(true)) ? await(tick('c')) : await(tick(1));
                };
                s += o + (o == null ? "" : o.getClass().getSimpleName());
            } catch (NullPointerException e) {
                s += "npe" + await(tick(i));
            }
        }
        return done(s);
    }
}
