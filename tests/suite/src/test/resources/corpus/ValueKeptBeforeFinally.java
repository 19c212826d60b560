import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ValueKeptBeforeFinally {
    static int shared = 1;
    @Async static Coroutine<Integer> number() { int n = 1; try { return done(n); } finally { n = await(tick(2)); log(n); } }
    @Async static Coroutine<Long> wide() { long w = 5; try { return done(w + await(tick(1L))); } finally { w = await(tick(7L)); log(w); } }
    @Async static Coroutine<String> text() { String t = "a"; try { t += await(tick("b")); return done(t); } finally { t += await(tick("c")); log(t); } }
    @Async static Coroutine<Integer> field() { try { return done(shared++ + await(tick(1))); } finally { shared += await(tick(10)); } }
    @Async static Coroutine<int[]> array() { int[] a = {1}; try { return done(a); } finally { a[0] = await(tick(9)); a = null; } }
    @Async static Coroutine<Double> nested() { double d = 1; try { try { return done(d); } finally { d += await(tick(1.5)); } } finally { d += await(tick(2)); log(d); } }
    @Async static Coroutine<Integer> loop() { for (int i = 0; ; i++) { try { if (i == 2) return done(i); } finally { i += await(tick(1)); } } }
    @Async
    static Coroutine<String> run() { return done("" + await(number()) + await(wide()) + await(text()) + await(field()) + shared + await(array())[0] + await(nested()) + await(loop())); }
}
