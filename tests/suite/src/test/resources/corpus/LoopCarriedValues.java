import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class LoopCarriedValues {
    @Async
    static Coroutine<String> run() {
        int a = 0, b = 1; String previous = null, current = "x"; long product = 1; Object swap = "first", other = 2; boolean toggle = false;
        for (int i = 0; i < 6; i++) {
            int next = a + b; a = b; b = await(tick(next));
            previous = current; current = await(tick(current + i));
            if (toggle = !toggle) product *= await(tick(b)); else await(tick(previous));
            Object t = swap; swap = other; other = t; await(tick(swap));
            if (i == 3) { previous = null; continue; }
            log(previous + a);
        }
        String unusedAfter = "gone"; log(unusedAfter); await(tick("dead")); unusedAfter = null;
        List<String> last = new ArrayList<>(); String carried = "c";
        while (last.size() < 3) { last.add(carried); carried = await(tick(carried + last.size())); }
        return done(a + b + previous + current + product + swap + other + toggle + last + carried + unusedAfter);
    }
}
