import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachSources {
    static AsyncIterable<String> of(String a, long b, AsyncIterable<String> c) {
        log("of " + a + b);
        return c;
    }

    AsyncIterable<String> field = source("field");

    @Async
    static Coroutine<AsyncIterable<String>> later(String s) {
        await(tick(s));
        return done(source(s, s));
    }

    @Async
    static <T extends Comparable<T>> Coroutine<T> max(AsyncIterable<? extends T> all) {
        T max = null;
        for (T x : each(all)) {
            if (max == null || max.compareTo(x) < 0) max = x;
        }
        return done(max);
    }

    @Async
    Coroutine<String> instance(boolean first) {
        StringBuilder all = new StringBuilder();
        for (String s : each(first ? field : of("x", 1L << 33, source("y")))) all.append(s);
        for (String s : each(await(later("l")))) all.append(s);
        for (Object s : Ikat.each(of(await(tick("a")), 2, source(await(tick("b")), "c")))) all.append(s);
        for (var s : first ? each(source("q")) : List.of("list")) all.append(s);
        return done(all.toString());
    }

    @Async
    static Coroutine<Void> run() {
        log(await(new EachSources().instance(true)));
        log(await(new EachSources().instance(false)));
        log(await(max(source(1, 3, 2))));
        log(await(EachSources.<String>max(source("b", "a"))));
        Iterable<Integer> kept = each(source(1, 2));
        log("kept");
        for (int x : kept) log(x);
        for (int x : kept) log(x);
        return done();
    }
}
