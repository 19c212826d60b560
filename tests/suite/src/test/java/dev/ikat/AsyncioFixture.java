package dev.ikat;

import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** The same program on CPython's asyncio and on Ikat: both log the same events at the same times, in the same order. */
abstract class AsyncioFixture {
    private final List<String> events = new ArrayList<>();

    final void same(String python, AsyncCallable<Void> java) {
        VirtualLoop.run(java);
        assertThat(events).isNotEmpty().isEqualTo(CPython.run(python));
    }

    /** As {@code log} in Python. */
    final void log(Object... words) {
        StringBuilder line = new StringBuilder().append(VirtualLoop.millis());
        for (Object word : words) {
            line.append(' ').append(word);
        }
        events.add(line.toString());
    }

    static String name(Throwable error) {
        return error instanceof DeadlineExceededException
                ? "TimeoutError"
                : error.getClass().getSimpleName();
    }

    static String truth(boolean value) {
        return value ? "True" : "False";
    }

    static Coroutine<Void> ms(int millis) {
        return Ikat.sleep(ofMillis(millis));
    }

    static final class ValueError extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
