// options: dropped-task=off
import static dev.ikat.Ikat.*;
import dev.ikat.*;
import java.util.HashMap;
import java.util.Map;

class BlockingMonitor {
    private static final Object LOCK = new Object();
    private static final Map<String, String> CACHE = new HashMap<>();
    private static int count;
    private final Object mine = new Object();

    @Async
    Coroutine<Void> all(Object given, String key) {
        synchronized (BlockingMonitor.class) { // expect: blocking-monitor "synchronized (BlockingMonitor.class) waits, with the thread of the loop and all tasks there"
            CACHE.put(key, key);
        }
        synchronized (LOCK) { // expect: blocking-monitor "dev.ikat.sync.Lock"
            for (int i = 0; i < 10; i++) {
                count += i;
            }
        }
        synchronized (BlockingMonitor.CACHE) { // expect: blocking-monitor
            CACHE.remove(key);
        }
        // Over at once.
        synchronized (LOCK) {
            count++;
        }
        // Of this object, or known to few.
        synchronized (this) {
            CACHE.clear();
        }
        synchronized (mine) {
            CACHE.clear();
        }
        synchronized (given) {
            CACHE.clear();
        }
        Object local = new Object();
        synchronized (local) {
            CACHE.clear();
        }
        await(toThread(() -> {
            synchronized (LOCK) {
                CACHE.clear();
            }
        }));
        start(() -> {
            synchronized (LOCK) { // expect: blocking-monitor
                CACHE.clear();
            }
            return done();
        });
        return done();
    }

    @Async
    Coroutine<Integer> returning() {
        await(yieldNow());
        synchronized (LOCK) {
            return done(count);
        }
    }

    /** Another finding, once. */
    @Async
    Coroutine<Void> awaiting() {
        synchronized (LOCK) {
            await(yieldNow()); // expect: misplaced-await
        }
        return done();
    }

    static void plain() {
        synchronized (LOCK) {
            CACHE.clear();
        }
    }

    @Async
    @SuppressWarnings("ikat:blocking-monitor")
    Coroutine<Void> suppressed() {
        synchronized (LOCK) {
            CACHE.clear();
        }
        return done();
    }
}
