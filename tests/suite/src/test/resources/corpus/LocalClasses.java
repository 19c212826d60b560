import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LocalClasses {
    @Async
    static Coroutine<String> run() {
        int captured = await(tick(7));
        class Counter {
            int n = captured;
            @Async Coroutine<Integer> next() { n += await(tick(1)); return done(n + captured); }
            Counter another() { return new Counter(); }
        }
        enum Size { SMALL, LARGE }
        interface Named { @Async default Coroutine<String> named() { return done("named" + await(tick(1))); } }
        Counter c = new Counter();
        await(c.next());
        return done("" + await(c.next()) + await(c.another().next()) + Size.valueOf(await(tick("LARGE"))) + await(new Named() {}.named()));
    }
}
