import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

/** What is done already needs no await where it is returned, so that a synchronized block may hold its monitor there. */
class DoneInTryInSynchronized {
    @Async
    static Coroutine<Integer> work(int n) {
        synchronized (DoneInTryInSynchronized.class) {
            if (n > 0) {
                try (AutoCloseable r = () -> log("closed")) {
                    if (n == 2) throw new IllegalStateException();
                } catch (RuntimeException e) {
                    log(e.getClass());
                    return done(3);
                } catch (Exception e) {
                    return n == 7 ? done(1) : done(2);
                } finally {
                    log("finally");
                }
            }
        }
        return n == 0 ? done(await(tick(0))) : work(n - 1);
    }

    @Async
    static Coroutine<String> run() {
        return done("" + await(work(0)) + await(work(1)) + await(work(2)) + await(work(3)));
    }
}
