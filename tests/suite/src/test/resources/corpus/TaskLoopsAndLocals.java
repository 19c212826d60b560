import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class TaskLoopsAndLocals {
    @Async static Task<String> work(String s, long w, double... rest) {
        boolean z = s.isEmpty(); char c = 'a'; Object o = null; int[] a = {1};
        for (int i = 0; i < rest.length; i++) { if (i == 1) { c += await(tick(1)); continue; } w += (long) (rest[i] * await(tick(i))); o = s + c; try { a[0] /= i; } catch (ArithmeticException e) { o = e.getMessage(); z = !z; await(tick("zero")); } }
        while (w > 5) { w -= await(tick(4L)); if (c == 'b' && w < 10) break; }
        String r = switch (s) { case "x" -> { try { yield await(tick("arm")); } finally { c = 'z'; } } default -> "d" + new StringBuilder(await(tick("sb"))).append(w); };
        return Task.of(r + s + w + z + c + o + a[0]);
    }
    @Async
    static Coroutine<String> run() { return done(await(work("x", 1)) + await(work("", 20, 1.5, 2.5, 3.5)) + await(work("y", 9, await(tick(.5)), 1))); }
}
