import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class AwaitedPromises {
    Promise<String> field;
    @Async static Coroutine<Integer> later(Promise<Integer> p, int k) { return done(k + await(p)); }
    @Async
    static Coroutine<String> run() {
        AwaitedPromises o = new AwaitedPromises();
        Promise<Integer> p = promised(5);
        String s = "s" + await(p) + await(p) + note("below") + await(promised("x")) + await(later(p, await(promised(1))));
        o.field = promised("field"); s += await(o.field) + await(o.field).length();
        long w = 10L * await(promised(3)) - await(later(promised(2), 1));
        try { s += await(promisedFailure("failed")); } catch (IllegalArgumentException e) { s += e.getMessage() + await(promised("caught")); } finally { s += await(promised("finally")); }
        Promise<Object> none = promised((Object) null); Awaitable<? extends Number> any = promised(2.5);
        for (Promise<Integer> each : List.of(promised(1), promised(2))) w += await(each);
        return done(s + w + await(none) + await(any) + new StringBuilder(await(promised("sb"))).append(await(tick("t"))));
    }
}
