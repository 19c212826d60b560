import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class LambdasWithoutAwait {
    @Async
    static Coroutine<String> run() {
        int n = await(tick(1));
        Supplier<Coroutine<String>> supplier = () -> { log("runs at the call"); return done("s" + n); };
        Coroutine<String> made = supplier.get();
        log("made");
        Runnable runnable = () -> log("runnable " + n);
        runnable.run();
        await(tick(2));
        Function<Integer, Coroutine<Integer>> passes = x -> tick(x + n);
        int sum = List.of(1, 2, 3).stream().mapToInt(i -> i * n).sum();
        Comparator<String> c = Comparator.comparing(String::length);
        return done(await(made) + await(passes.apply(5)) + sum + c.compare(await(tick("aa")), "b"));
    }
}
