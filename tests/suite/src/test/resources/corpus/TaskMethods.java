import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class TaskMethods {
    static int calls; int n = 5;
    @Async static Task<String> one(Object o) { calls++; return Task.of("one" + await(tick(o))); }
    @Async Task<Integer> instance(int k, long w, double d) { n += await(tick(k)); w *= n; return Task.of((int) (w + d) + await(tick(k))); }
    @Async static Task<Void> nothing() { await(tick("nothing")); return Task.of(null); }
    @Async static Task<String> without(String s) { return Task.of(s + "!"); }
    @Async static <T extends Comparable<T>> Task<T> max(T a, T b) { return Task.of(await(tick(a)).compareTo(b) > 0 ? a : await(tick(b))); }
    @Async static Coroutine<String> mixed(int k) { Task<String> t = one(await(tick(k))); String s = await(t); return done(s + await(t) + await(without(s))); }
    @Async
    static Coroutine<String> run() {
        TaskMethods o = new TaskMethods();
        String s = await(one(1)) + await(o.instance(2, 3, 0.5)) + await(nothing()) + await(without("w")) + await(max("p", "q")) + await(mixed(4));
        s += note("below") + await(one(await(one("inner")))) + 5L * await(o.instance(await(tick(1)), 2, 1));
        return done(s + calls + o.n);
    }
}
