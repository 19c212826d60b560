package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.loop.ErrorContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The order of a runner's close, and what does not end in time: the paragraph "Runner" of what asyncio does. */
class ClosingTest {
    private final List<Object> log = new ArrayList<>();
    private final VirtualLoop virtual = new VirtualLoop();

    /** Runs it and closes; then the virtual milliseconds are in the log. */
    private void runAndClose(AsyncCallable<Void> body) {
        try (Runner runner = virtual.runner()) {
            runner.run(VirtualLoop.inside(body));
        }
        log.add("closed at " + virtual.nanoTime() / 1_000_000);
    }

    /** Takes so long to end. */
    @Async
    private Coroutine<Void> slow(int millis) {
        try {
            await(promise());
        } finally {
            await(sleep(ofMillis(millis)));
            log.add("ended");
        }
        return done();
    }

    @Test
    void tasksAreCancelledTheirErrorsReportedThenCallsAwaited() {
        IOException error = new IOException("cleaning up");
        virtual.close();
        Runner runner = Runner.builder().build();
        runner.loop().setExceptionHandler((loop, context) -> log.add(context.error()));
        runner.run(VirtualLoop.inside(() -> {
            start(() -> {
                try {
                    await(promise());
                } finally {
                    toThread(() -> "x").onDone(done -> log.add("call " + done.result()));
                    Sneaky.raise(error);
                }
                return done();
            });
            await(yieldNow());
            return done();
        }));
        runner.close();
        assertThat(log).containsExactly(error, "call x");
    }

    @Test
    void aTaskThatNeedsFiveSecondsIsReportedOnceAndAwaited() {
        runAndClose(() -> {
            start(slow(60_000), "stubborn");
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("ended", "closed at 60000");
        ErrorContext report = virtual.errors.get(0);
        assertThat(virtual.errors).hasSize(1);
        assertThat(report.message()).contains("close() waits for a task that was cancelled and has not ended");
        assertThat(((Task<?>) report.source()).name()).isEqualTo("stubborn");
    }

    @Test
    void whatEndsInTimeIsNotReported() {
        runAndClose(() -> {
            start(slow(4_999));
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("ended", "closed at 4999");
        assertThat(virtual.errors).isEmpty();
    }

    @Test
    void ofManyTasksTheFirstTenAreNamed() {
        runAndClose(() -> {
            for (int i = 0; i < 25; i++) {
                start(slow(6_000));
            }
            await(yieldNow());
            return done();
        });
        assertThat(virtual.errors).hasSize(11);
        assertThat(virtual.errors.get(10).message()).contains("15 more like these");
    }

    @Test
    void anEndThatNeverComesIsADeadlockInVirtualTimeAfterTheReport() {
        assertThatThrownBy(() -> runAndClose(() -> {
                    start(() -> {
                        try {
                            await(promise());
                        } finally {
                            await(promise());
                        }
                        return done();
                    });
                    await(yieldNow());
                    return done();
                }))
                .isInstanceOf(AssertionError.class)
                .satisfies(error -> assertThat(error.getMessage() + List.of(error.getSuppressed()))
                        .containsAnyOf("deadlock", "tasks left"));
        assertThat(virtual.errors).hasSize(1);
    }

    @Test
    void aTaskThatStopsTheLoopDoesNotCutTheClosingShort() {
        runAndClose(() -> {
            start(() -> {
                try {
                    await(promise());
                } finally {
                    loop().stop();
                    await(turns(5));
                    log.add("ended");
                }
                return done();
            });
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("ended", "closed at 0");
    }
}
