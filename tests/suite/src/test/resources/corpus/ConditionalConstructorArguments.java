import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ConditionalConstructorArguments {
    static class P {
        P(Object a, long b, Object c) { log("P " + a + " " + b + " " + c); }
        P(int... all) { log("Ps " + all.length); }
        public String toString() { return "P"; }
    }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 3; i++) {
            P p = new P(i == 0 ? await(tick("zero")) : "n", i == 1 ? await(tick(1L)) : -1, new P(i, await(tick(i)), i == 2 ? await(tick(2)) : 0));
            s += p + "" + new P(await(tick(true)) && i > 0 ? null : new P(await(tick(4))), 2, switch (i) { case 0 -> await(tick("sw")); case 1 -> new P(await(tick(3))); default -> "d"; });
        }
        return done(s + (await(tick(false)) ? new P(await(tick(1))) : new P()));
    }
}
