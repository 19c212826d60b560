import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;

class SynchronizedElsewhere {
    static int shared;
    static synchronized int next() { return ++shared; }
    @Async
    static Coroutine<String> run() {
        Object lock = new Object();
        int n = await(tick(1));
        for (int i = 0; i < 2; i++) {
            synchronized (lock) {
                shared += n;
                if (i == 1) log("held " + Thread.holdsLock(lock));
            }
            n += await(tick(shared));
        }
        try {
            synchronized (lock) {
                synchronized (SynchronizedElsewhere.class) {
                    if (n > 0) throw new IllegalStateException("left both");
                }
            }
        } catch (IllegalStateException e) {
            log(e.getMessage() + await(tick(Thread.holdsLock(lock))));
        }
        int before;
        synchronized (lock) { before = n; }
        return done(before + await(tick(next())) + "" + Thread.holdsLock(lock));
    }
}
