import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

/** A coroutine that is returned inside a try statement runs there, before the finally block. */
class ReturnsThroughFinally {
    @Async
    static Coroutine<String> other(int n) {
        log("other " + await(tick(n)));
        if (n == 1) {
            await(fail("one"));
        }
        return done("n" + n);
    }
    @Async
    static Coroutine<String> guarded(int n) {
        try {
            return other(n);
        } catch (IllegalArgumentException e) {
            return other(5);
        } finally {
            log("finally");
        }
    }
    @Async
    static Coroutine<String> nested(int n) {
        try {
            for (int i = 0; ; i++) {
                try {
                    if (i == n) {
                        return n == 2 ? guarded(1) : other(i);
                    }
                } finally {
                    log("inner " + await(tick(i)));
                }
            }
        } finally {
            log("outer");
        }
    }
    @Async
    static Coroutine<String> run() {
        return done(await(guarded(0)) + await(guarded(1)) + await(nested(0)) + await(nested(2)));
    }
}
