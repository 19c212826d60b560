import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachUserIterators {
    static class Countdown implements AsyncIterable<Integer> {
        final int from;

        Countdown(int from) {
            this.from = from;
        }

        public AsyncIterator<Integer> iterator() {
            return new AsyncIterator<>() {
                int left = from;

                @Async
                public Coroutine<Boolean> hasNext() {
                    log("asked at " + left);
                    await(tick(left));
                    if (left == -1) throw new IllegalStateException("below");
                    return done(left-- > 0);
                }

                public Integer next() {
                    return left;
                }
            };
        }
    }

    @Async
    static AsyncGenerator<Object> emits(int n) {
        Object end = emitAll(new Countdown(n));
        return end(end);
    }

    @Async
    static Coroutine<Void> run() {
        for (int x : each(new Countdown(3))) {
            log(x);
            if (x == 1) break;
        }
        for (int x : each(new Countdown(2))) log(x);
        try {
            for (int x : each(new Countdown(-1))) log(x);
        } catch (IllegalStateException error) {
            log(error.getMessage());
        }
        for (Object o : each(emits(2))) log(o);
        return done();
    }
}
