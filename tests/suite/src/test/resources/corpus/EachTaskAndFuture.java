import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachTaskAndFuture {
    @Async
    static Task<String> task(int n) {
        for (int x : each(source(1, 2, 3))) {
            if (x == n) return Task.of("t" + x);
        }
        return Task.of("none");
    }

    @Async
    static java.util.concurrent.CompletableFuture<String> future(int n) {
        for (int x : each(source(1, 2, 3))) {
            if (x == n) return java.util.concurrent.CompletableFuture.completedFuture("f" + x);
            if (x == n - 10) return future2(x);
        }
        return future2(0);
    }

    @Async
    static java.util.concurrent.CompletableFuture<String> future2(int n) {
        log("future2");
        await(tick(n));
        return java.util.concurrent.CompletableFuture.completedFuture("g" + n);
    }

    @Async
    static Coroutine<Void> run() {
        log(await(task(2)));
        log(await(task(9)));
        log(await(future(2)));
        log(await(future(12)));
        log(await(future(9)));
        return done();
    }
}
