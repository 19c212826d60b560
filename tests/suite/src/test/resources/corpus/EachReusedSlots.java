import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachReusedSlots {
    @Async
    static Coroutine<Void> run() {
        for (String s : each(source("a", "b"))) {
            if (s.equals("a")) break;
        }
        for (long l : each(source(1L, 2L))) {
            log(l);
            if (l == 1L) {
                log("out");
                break;
            }
        }
        for (double d : each(source(0.5))) log(d);
        for (String s : List.of("plain", "list")) log(s);
        {
            long in = 5;
            double between = 2.5;
            log(in + between);
        }
        for (int i : new int[] {1, 2}) {
            for (String t : each(source("t" + i))) {
                String local = t + i;
                log(local);
                if (i == 2) break;
            }
        }
        for (var list : each(source(List.of(1), List.of(2)))) {
            for (int x : list) {
                for (int y : each(source(x, x + 1))) {
                    if (y == 2) break;
                    log(x + y);
                }
            }
        }
        return done();
    }
}
