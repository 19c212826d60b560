import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class ReturnFromSynchronized {
    static final Object LOCK = new Object();
    @Async
    static Coroutine<String> value() { await(tick(1)); synchronized (LOCK) { return done("value"); } }
    @Async
    static Coroutine<String> tail() { synchronized (LOCK) { return tick("tail"); } }
    @Async
    static Coroutine<Boolean> loop() { for (int i = 0; ; i++) { synchronized (LOCK) { if (i == 2) return tick(Thread.holdsLock(LOCK)); } await(tick(i)); } }
    @Async
    static Coroutine<String> run() { return done(await(value()) + await(tail()) + await(loop()) + Thread.holdsLock(LOCK)); }
}
