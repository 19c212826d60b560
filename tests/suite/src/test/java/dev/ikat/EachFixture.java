package dev.ikat;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.emit;
import static dev.ikat.Ikat.end;
import static dev.ikat.Ikat.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/** What loops over each(…) go over, and the log of what happens there. */
abstract class EachFixture {
    final List<Object> log = new ArrayList<>();

    /** Says when it is closed, which takes a turn. */
    @Async
    final AsyncGenerator<Integer> numbers(String name, int n) {
        try {
            for (int i = 0; i < n; i++) {
                await(yieldNow());
                emit(i);
            }
        } finally {
            await(yieldNow());
            log.add(name + " closed");
        }
        return end();
    }

    final <T> void check(AsyncCallable<T> program, Object... expected) {
        log.add(VirtualLoop.run(program));
        assertThat(log).containsExactly(expected);
    }
}
