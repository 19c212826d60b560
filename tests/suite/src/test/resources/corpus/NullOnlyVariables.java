import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class NullOnlyVariables {
    static <T> T none() { return null; }
    @Async
    static Coroutine<String> run() {
        int[] array = null; String[][] deep = null; Runnable r = null; List<String> list = null; Object o = null; Integer boxed = null; Throwable t = null; var typed = (Comparable<String>) null;
        await(tick("all null"));
        String s = "" + array + deep + r + list + o + boxed + t + typed;
        for (int i = 0; i < 2; i++) {
            if (i == 1) { array = new int[] {1}; deep = new String[][] {{"d"}}; r = () -> log("r"); list = List.of("l"); t = new Exception("t"); typed = "c"; }
            await(tick(i));
            s += (array == null ? "-" : "" + array[0]) + (deep == null ? "-" : deep[0][0]) + (r == null) + list + (t == null ? "-" : t.getMessage()) + (typed == null ? "-" : typed.compareTo("b"));
            if (r != null) r.run();
        }
        String never = null; await(tick(never)); List<Integer> chosen = await(tick(false)) ? null : none(); int[] a = await(tick(true)) ? null : array; Object[] oa = deep = null;
        return done(s + never + chosen + a + oa + boxed);
    }
}
