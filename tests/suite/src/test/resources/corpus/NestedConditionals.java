import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NestedConditionals {
    @Async
    static Coroutine<String> run() {
        String s = "";
        for (int i = 0; i < 4; i++) {
            s += i < 2 ? i == 0 ? await(tick("zero")) : "one" : await(tick(i)) == 2 ? "two" + await(tick(2)) : await(tick("more"));
            Object o = i % 2 == 0 ? await(tick(1)) : await(tick("str"));
            Number m = i % 2 == 0 ? Integer.valueOf(i) : Double.valueOf(await(tick(2.5)));
            long l = i > 1 ? await(tick(7)) : await(tick(8L));
            Integer boxed = i > 1 ? await(tick(3)) : null;
            char c = i > 2 ? await(tick('c')) : 'd';
            s += o + " " + m + " " + l + boxed + c + (i == 3 ? await(tick(1.5f)) : i) + ";";
        }
        return done(s);
    }
}
