package dev.ikat;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.currentTask;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.yieldNow;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A primitive that somebody else wrote, and badly. */
class SuspensionTest {
    private final List<String> reported = new ArrayList<>();

    private static final class Failing extends Suspension<String> {
        @Override
        protected void abort() {
            throw new IllegalStateException("cannot give back");
        }
    }

    @Test
    void whatAbortThrowsIsReportedAndTheTaskIsCancelled() {
        assertThat(Ikat.run(cancelled(false))).isEqualTo("cancelled");
        assertThat(reported).containsExactly("error in abort(): cannot give back");
    }

    @Test
    void soItIsWhereTheCancellationWasPending() {
        assertThat(Ikat.run(cancelled(true))).isEqualTo("cancelled");
        assertThat(reported).containsExactly("error in abort(): cannot give back");
    }

    @Async
    private Coroutine<String> cancelled(boolean byItself) {
        Ikat.loop()
                .setExceptionHandler((loop, context) ->
                        reported.add(context.message() + ": " + context.error().getMessage()));
        Task<String> task = start(waits(byItself));
        await(yieldNow());
        task.cancel();
        String outcome = await(task);
        List<Task<String>> others = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            others.add(start(says("other " + i)));
        }
        for (int i = 0; i < 10; i++) {
            assertThat(await(others.get(i))).isEqualTo("other " + i);
        }
        return done(outcome);
    }

    @Async
    private static Coroutine<String> waits(boolean cancelsItself) {
        if (cancelsItself) {
            currentTask().cancel();
        }
        try {
            return done(await(new Failing()));
        } catch (CancelledError error) {
            return done("cancelled");
        }
    }

    @Async
    private static Coroutine<String> says(String words) {
        await(yieldNow());
        return done(words);
    }
}
