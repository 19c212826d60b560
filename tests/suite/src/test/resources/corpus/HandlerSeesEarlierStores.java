import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class HandlerSeesEarlierStores {
    static int divide(int a, int b) { return a / b; }
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 3; i++) {
            int d = 1;
            String where = "none";
            try {
                where = await(tick("first"));
                d = divide(10, i);
                where = "second";
                d = await(tick(d)) + divide(6, i - 1);
                where = "third";
                d = 7;
            } catch (ArithmeticException e) {
                s += where + d + await(tick("handled"));
            }
            s += where + d + ";";
        }
        return done(s);
    }
}
