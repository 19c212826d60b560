import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class DeadThenLive {
    @Async
    static Coroutine<String> run() {
        String v = "first";
        log(v);
        await(tick("v is dead here"));
        v = "second" + await(tick(1));
        await(tick("and live here"));
        int n;
        if (await(tick(true))) {
            n = 1;
        } else {
            n = 2;
            await(tick("n set"));
        }
        log(v + n);
        await(tick("dead again"));
        for (int i = 0; i < 2; i++) {
            v = i == 0 ? null : "third";
            await(tick(i));
            log(v + " " + (n += await(tick(n))));
        }
        return done(v + n);
    }
}
