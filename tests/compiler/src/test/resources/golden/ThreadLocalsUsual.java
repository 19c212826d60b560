import static dev.ikat.Ikat.*;

import dev.ikat.*;

/** A hint that is off unless it is asked for. */
class ThreadLocalsUsual {
    private static final ThreadLocal<String> USER = new ThreadLocal<>();

    @Async
    static Coroutine<String> request() {
        await(yieldNow());
        return done(USER.get());
    }
}
