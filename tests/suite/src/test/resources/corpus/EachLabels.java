import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class EachLabels {
    @Async
    static AsyncGenerator<Integer> numbers(String name, int n) {
        try {
            for (int i = 0; i < n; i++) emit(await(tick(i)));
        } finally {
            log(name + " closes");
            await(tick(name));
        }
        return end();
    }

    @Async
    static Coroutine<String> nest(int how) {
        StringBuilder path = new StringBuilder();
        outer:
        for (int a : each(numbers("a", 3))) {
            middle:
            for (int b : each(numbers("b" + a, 3))) {
                for (int c : each(numbers("c" + a + b, 2))) {
                    path.append(a).append(b).append(c).append(' ');
                    if (how == 1 && b == 1) continue outer;
                    if (how == 2 && b == 1) {
                        log("leaving");
                        break outer;
                    }
                    if (how == 3) continue middle;
                    if (how == 4 && a == 1) break middle;
                    if (how == 5 && c == 1) return done("returned " + path);
                    if (how == 6 && c == 1) throw new IllegalStateException("thrown " + path);
                }
                log("end of b" + b);
            }
            log("end of a" + a);
        }
        block: {
            for (int d : each(numbers("d", 2))) {
                if (how % 2 == 0) break block;
            }
            log("not left");
        }
        return done(path.toString());
    }

    @Async
    static Coroutine<Void> run() {
        for (int how = 0; how < 7; how++) {
            log("how " + how);
            try {
                log(await(nest(how)));
            } catch (IllegalStateException error) {
                log(error.getMessage());
            }
        }
        return done();
    }
}
