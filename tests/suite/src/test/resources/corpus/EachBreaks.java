import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachBreaks {
    @Async
    static AsyncGenerator<Integer> numbers(String name, int n) {
        try {
            for (int i = 0; i < n; i++) {
                emit(await(tick(i)));
            }
        } finally {
            log(name + " finally " + await(tick("f")));
        }
        return end();
    }

    @Async
    static Coroutine<Void> run() {
        for (int x : each(numbers("whole", 2))) log(x);
        for (int x : each(numbers("never", 0))) log(x);
        for (int x : each(numbers("break", 5))) {
            if (x == 2) {
                log("before the break");
                await(tick("still inside"));
                break;
            }
        }
        log("after");
        for (int x : each(numbers("continue", 3))) {
            if (x == 1) continue;
            log(x);
        }
        boolean found = false;
        for (int x : each(numbers("find", 5))) {
            found = x == 1;
            if (found) break;
        }
        log(found);
        for (int x : each(numbers("always", 5))) {
            log(x);
            break;
        }
        int i = 0;
        while (true) {
            for (int x : each(numbers("in while " + i, 3))) {
                if (x == i) break;
            }
            if (++i == 3) break;
        }
        return done();
    }
}
