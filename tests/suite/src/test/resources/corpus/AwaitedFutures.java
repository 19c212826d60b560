import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.concurrent.*;

class AwaitedFutures {
    CompletionStage<String> stage;
    @Async static Coroutine<Integer> sum(CompletableFuture<Integer> a, CompletionStage<Integer> b) { return done(await(a) + await(b)); }
    @Async
    static Coroutine<String> run() {
        AwaitedFutures o = new AwaitedFutures();
        CompletableFuture<Integer> f = future(4);
        String s = "s" + note(1) + await(f) + await(f) + 2L * await(sum(f, future(6)));
        o.stage = future("stage"); s += await(o.stage) + await(o.stage).length();
        s += await(future("then").thenApply(t -> t + "!")) + await(CompletableFuture.completedFuture(await(tick("done"))));
        try { s += await(futureFailure("failed")); } catch (IllegalArgumentException e) { s += e.getMessage() + await(future("caught")); }
        int[] a = {1, 2}; a[await(future(1))] += await(future(7)); boolean z = await(future(true)) && !await(future(false)) || await(future(true));
        Object none = await(future((Object) null)); CompletionStage<? extends Number> any = future(2.5f);
        return done(s + a[1] + z + none + await(any) + (await(tick(true)) ? await(future("c")) : await(tick("d"))) + new StringBuilder(await(future("sb"))));
    }
}
