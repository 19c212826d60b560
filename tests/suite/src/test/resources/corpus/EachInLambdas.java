import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachInLambdas {
    interface Body {
        Coroutine<String> run(int n) throws Exception;
    }

    int field;

    Body body(String text) {
        return n -> {
            String all = text;
            for (int x : each(source(1, 2, 3))) {
                all += x + field;
                if (x == n) return done(all + "!");
                Body inner = m -> {
                    for (int y : each(source(7, 8))) {
                        if (y == 7 + m) return Coroutine.upcast(tick("y" + y));
                    }
                    return done("inner");
                };
                all += await(inner.run(x));
            }
            return done(all);
        };
    }

    @Async
    static Coroutine<Void> run() throws Exception {
        log(await(new EachInLambdas().body("a").run(2)));
        log(await(new EachInLambdas().body("b").run(9)));
        return done();
    }
}
