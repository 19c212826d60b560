import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachByHand {
    @Async
    static Coroutine<Void> run() {
        Iterator<Integer> it = each(source(1, 2, 3)).iterator();
        while (it.hasNext()) {
            log(it.next());
        }
        log("again " + it.hasNext());
        Iterator<String> two = each(source("a", "b")).iterator();
        if (two.hasNext()) log(two.next());
        if (two.hasNext()) log(two.next());
        boolean more = two.hasNext();
        log(more);
        for (Iterator<Integer> i = each(source(4, 5)).iterator(); i.hasNext(); ) {
            int x = i.next();
            if (x == 4) continue;
            log(x);
        }
        Iterator<Integer> list = List.of(1).iterator();
        while (list.hasNext()) log(list.next());
        return done();
    }
}
