package dev.ikat;

import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** The same program on CPython's asyncio and on Ikat: both log the same events at the same times, in the same order. */
abstract class AsyncioFixture {
    /** asyncio's task group, whose tasks have an order, and whose counts are those of 3.13 and later. */
    static final String GROUP = """
            class Ordered(dict):
                def add(self, task):
                    self[task] = None
                def discard(self, task):
                    self.pop(task, None)

            class Group(asyncio.TaskGroup):
                def __init__(self):
                    super().__init__()
                    self._tasks = Ordered()

                async def __aenter__(self):
                    self.before = asyncio.current_task().cancelling()
                    return await super().__aenter__()

                async def __aexit__(self, *error):
                    early = self._parent_cancel_requested
                    try:
                        return await super().__aexit__(*error)
                    except BaseExceptionGroup:
                        task = asyncio.current_task()
                        if sys.version_info < (3, 13):
                            if self._parent_cancel_requested and not early:
                                task.uncancel()
                            if task.cancelling() > self.before:
                                task.uncancel()
                                task.cancel()
                        raise

            """;

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
