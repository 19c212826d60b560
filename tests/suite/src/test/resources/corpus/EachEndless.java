import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachEndless {
    @Async
    static AsyncGenerator<Integer> endless() {
        int i = 0;
        try {
            while (true) emit(await(tick(i++)));
        } finally {
            log("endless closed at " + i);
        }
    }

    @Async
    static Coroutine<Integer> sum() {
        int sum = 0;
        for (int x : each(endless())) {
            for (int y : each(endless())) {
                if (y == x) break;
                sum += y;
            }
            if (sum > 5) return done(sum);
        }
        return done(-1);
    }

    @Async
    static Generator<Integer> fibonacci() {
        int a = 0;
        int b = 1;
        for (; ; ) {
            emit(a);
            int next = a + b;
            a = b;
            b = next;
        }
    }

    @Async
    static Coroutine<Void> run() {
        log(await(sum()));
        for (int x : fibonacci()) {
            log(x);
            if (x > 20) break;
        }
        Generator<Integer> some = fibonacci();
        log(some.stream().limit(5).toList());
        return done();
    }
}
