import static dev.ikat.Ikat.*;
import static dev.ikat.weave.corpus.Corpus.*;

import dev.ikat.*;
import java.util.*;
import java.util.function.*;

class GeneratorSynchronizedElsewhere {
    static final Object LOCK = new Object();

    @Async
    static Generator<Object> locked(int n) {
        int sum = 0;
        for (int i = 0; i < n; i++) {
            synchronized (LOCK) {
                sum += i;
                log("locked " + Thread.holdsLock(LOCK));
            }
            emit(sum);
            log(Thread.holdsLock(LOCK));
        }
        synchronized (LOCK) {
            return end(sum);
        }
    }

    @Async
    static Coroutine<Void> run() {
        takeAll(locked(3));
        return done();
    }
}
