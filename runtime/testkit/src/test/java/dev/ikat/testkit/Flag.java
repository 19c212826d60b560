package dev.ikat.testkit;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import java.util.List;

/** One sets a flag, the other looks at it: in production's order it is set by then. */
public final class Flag {
    private boolean set;

    private Flag() {}

    @Async
    private Coroutine<Void> raise() {
        await(yieldNow());
        set = true;
        return done();
    }

    @Async
    private Coroutine<Void> look() {
        await(yieldNow());
        assertThat(set).as("set before it is read").isTrue();
        return done();
    }

    /** One turn each. */
    @Async
    public static Coroutine<Void> write(List<String> order, String name) {
        order.add(name);
        return done();
    }

    @Async
    public static Coroutine<Void> program() {
        Flag flag = new Flag();
        await(gather(start(flag.raise()), start(flag.look())));
        return done();
    }
}
