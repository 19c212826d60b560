import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachThrows {
    @Async
    static AsyncGenerator<Integer> numbers(int n, int failing) {
        try {
            for (int i = 0; i < n; i++) {
                if (i == failing) throw new IllegalStateException("generator " + i);
                emit(await(tick(i)));
            }
        } finally {
            log("closes");
            await(tick("closing"));
        }
        return end();
    }

    @Async
    static Coroutine<String> body(int failing, int thrown) throws Exception {
        StringBuilder all = new StringBuilder();
        long before = 1L << 40;
        try {
            for (int x : each(numbers(3, failing))) {
                all.append(x);
                before++;
                if (x == thrown) throw new Exception("body " + x);
                if (x == thrown - 10) await(fail("await " + x));
                try {
                    if (x == thrown - 20) throw new IllegalStateException("inner");
                } catch (IllegalStateException error) {
                    log("goes on");
                }
            }
            all.append("whole");
        } catch (IllegalStateException | IllegalArgumentException error) {
            all.append(before).append(error.getMessage());
        }
        return done(all.toString());
    }

    @Async
    static Coroutine<Void> run() {
        for (int failing = 0; failing < 4; failing++) {
            for (int thrown : new int[] {0, 1, 10, 11, 21}) {
                try {
                    log(await(body(failing, thrown)));
                } catch (Exception error) {
                    log("threw " + error.getMessage());
                }
            }
        }
        try {
            for (Object x : each((AsyncIterable<Object>) null)) log(x);
        } catch (NullPointerException error) {
            log("null");
        }
        return done();
    }
}
