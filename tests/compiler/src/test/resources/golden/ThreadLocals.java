// options: thread-local=warning
import static dev.ikat.Ikat.*;

import dev.ikat.*;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

class ThreadLocals {
    private static final ThreadLocal<String> USER = ThreadLocal.withInitial(() -> "");
    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();
    private static final ContextVar<String> OURS = new ContextVar<>("user", "");

    @Async
    static Coroutine<String> request(Map<String, String> map) {
        USER.set("Ann"); // expect: thread-local "USER.set("Ann"): a ThreadLocal belongs to the thread, which all tasks of the loop share"
        await(yieldNow());
        String user = USER.get(); // expect: thread-local "Use a dev.ikat.ContextVar, which belongs to the task, or carry it along with ThreadContext.register(ThreadContext.of(USER))"
        USER.remove(); // expect: thread-local
        INHERITED.get(); // expect: thread-local
        map.get("x");
        OURS.set(user);
        ThreadLocalRandom.current().nextInt();
        await(toThread(() -> USER.get()));
        return done(OURS.get());
    }

    /** Nothing comes in between. */
    @Async
    static Coroutine<String> quick() {
        USER.set("Ann");
        return done(USER.get());
    }

    static String plain() {
        return USER.get();
    }
}
