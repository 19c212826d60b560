package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.loop.RunningLoop;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The paragraph "Runner" of what asyncio does, and {@code Ikat.run}. */
class RunnerTest {
    final List<Object> log = new ArrayList<>();

    /** As OutOfMemoryError, but harmless. */
    private static final class FatalError extends VirtualMachineError {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void runGivesTheResult() {
        assertThat(Ikat.run(after(3, "x"))).isEqualTo("x");
        assertThat(Ikat.run(done("at once"))).isEqualTo("at once");
        assertThat(Ikat.<Void>run(done())).isNull();
        assertThat(RunningLoop.current()).isNull();
    }

    @Test
    void runThrowsTheInstanceThatTheBodyThrew() {
        for (Throwable error :
                List.of(new IOException("disk"), new IllegalStateException("x"), new AssertionError("y"))) {
            assertThatThrownBy(() -> Ikat.run(failing(error, 1))).isSameAs(error);
        }
        assertThatThrownBy(() -> Ikat.run(failing(new CancelledError("self"), 1)))
                .isInstanceOf(CancelledError.class)
                .hasMessage("self");
    }

    @Test
    void aMainThatIsCancelledThrowsCancelledError() {
        assertThatThrownBy(() -> VirtualLoop.run(() -> {
                    currentTask().cancel("enough");
                    await(yieldNow());
                    return done();
                }))
                .isInstanceOf(CancelledError.class)
                .hasMessage("enough");
    }

    @Test
    void runInsideALoopSaysWhatToDo() {
        VirtualLoop.run(() -> {
            List<Runnable> nested = List.of(
                    () -> Ikat.run(after(0, "x")),
                    () -> Runner.builder().build(),
                    () -> new SelectorLoop().runUntilComplete(after(0, "x")),
                    () -> loop().runUntilComplete(after(0, "x")));
            for (Runnable each : nested) {
                assertThatThrownBy(each::run)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("a loop already runs on this thread")
                        .hasMessageContaining("await the coroutine");
            }
            await(turns(3));
            return done();
        });
    }

    @Test
    void aRunnerRunsSeveralTimesOnOneLoop() {
        VirtualLoop virtual = new VirtualLoop();
        try (Runner runner = virtual.runner()) {
            assertThat(runner.run(after(1, "x"))).isEqualTo("x");
            assertThat(runner.loop()).isSameAs(virtual);
            assertThat(virtual.isClosed()).isFalse();
            assertThatThrownBy(() -> runner.run(failing(new IOException("disk"), 1)))
                    .hasMessage("disk");
            assertThat(runner.run(after(1, "y"))).isEqualTo("y");
        }
        assertThat(virtual.isClosed()).isTrue();
    }

    @Test
    void aTaskGoesOnInTheNextRun() {
        try (Runner runner = new VirtualLoop().runner()) {
            Task<String> task = runner.run(VirtualLoop.inside(() -> done(start(after(5, "x")))));
            assertThat(task.isDone()).isFalse();
            runner.run(turns(10));
            assertThat(task.result()).isEqualTo("x");
        }
    }

    @Test
    void aClosedRunnerRunsNothing() {
        Runner runner = new VirtualLoop().runner();
        runner.close();
        runner.close();
        assertThatThrownBy(() -> runner.run(after(0, "x")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void runningNullSaysSoAndEnds() {
        assertThatThrownBy(() -> Ikat.run(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void aUserTypeThatFailsToMakeItsCoroutineFailsTheRun() {
        IllegalArgumentException error = new IllegalArgumentException("no coroutine");
        try (VirtualLoop virtual = new VirtualLoop()) {
            Awaitable<String> broken = () -> {
                throw error;
            };
            assertThatThrownBy(() -> virtual.runUntilComplete(broken)).isSameAs(error);
            assertThat(virtual.runUntilComplete(after(1, "x")))
                    .as("it is in order")
                    .isEqualTo("x");
        }
    }

    // What is left at the end.

    @Async
    Coroutine<Void> leftOver(String word, int cleanupMillis) {
        try {
            await(promise());
        } finally {
            await(sleep(ofMillis(cleanupMillis)));
            log.add(word);
        }
        return done();
    }

    @Test
    void closeCancelsWhatIsLeftAndAwaitsItsCleaningUp() {
        VirtualLoop.run(() -> {
            start(leftOver("a", 20));
            start(leftOver("b", 10));
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("b", "a");
    }

    @Test
    void aTaskStartedAtTheVeryEndStillBeginsBeforeItIsCancelled() {
        VirtualLoop.run(() -> {
            start(leftOver("a", 0));
            return done();
        });
        assertThat(log).containsExactly("a");
    }

    @Test
    void whatATaskStartsWhileItIsCancelledIsCancelledToo() {
        VirtualLoop.run(() -> {
            start(() -> {
                try {
                    await(promise());
                } finally {
                    start(leftOver("child", 5));
                    await(yieldNow());
                }
                return done();
            });
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("child");
    }

    @Test
    void theFailuresOfWhatIsLeftReachTheExceptionHandler() {
        VirtualLoop virtual = new VirtualLoop();
        IOException error = new IOException("cleaning up");
        try (Runner runner = virtual.runner()) {
            runner.run(VirtualLoop.inside(() -> {
                start(leftOver("a", 0));
                start(() -> {
                    try {
                        await(promise());
                    } finally {
                        Sneaky.raise(error);
                    }
                    return done();
                });
                await(yieldNow());
                return done();
            }));
        }
        assertThat(virtual.errors).singleElement().satisfies(each -> {
            assertThat(each.error()).isSameAs(error);
            assertThat(each.message()).contains("being closed");
            assertThat(each.source()).isInstanceOf(Task.class);
        });
        assertThat(log).containsExactly("a");
    }

    @Test
    void closeHappensAlsoWhenTheMainFails() {
        IOException error = new IOException("main");
        assertThatThrownBy(() -> VirtualLoop.run(() -> {
                    start(leftOver("a", 5));
                    await(yieldNow());
                    await(failing(error, 1));
                    return done();
                }))
                .isSameAs(error);
        assertThat(log).containsExactly("a");
    }

    @Test
    void closeCancelsTwentyThousand() {
        VirtualLoop.run(() -> {
            for (int i = 0; i < 20_000; i++) {
                start(errorOf(promise()));
            }
            await(yieldNow());
            return done();
        });
    }

    @Test
    void closingInsideALoopIsAnError() {
        VirtualLoop other = new VirtualLoop();
        Runner runner = other.runner();
        VirtualLoop.run(() -> {
            assertThatThrownBy(runner::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a loop already runs on this thread");
            return done();
        });
        runner.close();
    }

    // A loop that is stopped.

    @Test
    void aLoopThatIsStoppedEarlySaysWhatWasRunning() {
        VirtualLoop virtual = new VirtualLoop();
        try (Runner runner = virtual.runner()) {
            assertThatThrownBy(() -> runner.run(VirtualLoop.inside(() -> {
                        loop().stop();
                        await(promise());
                        return done();
                    })))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("stopped before what it ran was done")
                    .hasMessageContaining("task Task-1");
        }
    }

    @Test
    void aMainThatWasLeftByAStopDoesNotStopALaterRun() {
        try (Runner runner = new VirtualLoop().runner()) {
            assertThatThrownBy(() -> runner.run(VirtualLoop.inside(() -> {
                        loop().stop();
                        await(sleep(ofMillis(5)));
                        log.add("first main ends");
                        return done();
                    })))
                    .isInstanceOf(IllegalStateException.class);
            runner.run(sleep(ofMillis(10)));
        }
        assertThat(log).containsExactly("first main ends");
    }

    @Test
    void aMainThatWasLeftByAStopDoesNotCutTheClosingShort() {
        try (Runner runner = new VirtualLoop().runner()) {
            assertThatThrownBy(() -> runner.run(VirtualLoop.inside(() -> {
                        start(leftOver("a", 20));
                        await(yieldNow());
                        loop().stop();
                        await(leftOver("main", 0));
                        return done();
                    })))
                    .isInstanceOf(IllegalStateException.class);
        }
        assertThat(log).containsExactly("main", "a");
    }

    // Fatal errors.

    @Test
    void aFatalErrorOfABodyEscapesTheLoop() {
        FatalError fatal = new FatalError();
        VirtualLoop virtual = new VirtualLoop();
        AtomicReference<Task<?>> failed = new AtomicReference<>();
        try (Runner runner = virtual.runner()) {
            assertThatThrownBy(() -> runner.run(VirtualLoop.inside(() -> {
                        start(leftOver("a", 5));
                        failed.set(start(failing(fatal, 1)));
                        await(promise());
                        return done();
                    })))
                    .isSameAs(fatal);
            assertThat(failed.get().exception()).isSameAs(fatal);
        }
        assertThat(log).as("closing goes on").containsExactly("a");
        assertThat(virtual.errors).isEmpty();
    }

    @Test
    void aFatalErrorOfACallbackEscapesTheLoop() {
        FatalError fatal = new FatalError();
        try (Runner runner = new VirtualLoop().runner()) {
            assertThatThrownBy(() -> runner.run(VirtualLoop.inside(() -> {
                        Promise<String> promise = promise();
                        promise.onDone(done -> {
                            throw fatal;
                        });
                        promise.complete("x");
                        await(promise());
                        return done();
                    })))
                    .isSameAs(fatal);
        }
    }

    @Test
    void aFatalErrorOfTheMainEscapesOnce() {
        FatalError fatal = new FatalError();
        try (Runner runner = new VirtualLoop().runner()) {
            assertThatThrownBy(() -> runner.run(VirtualLoop.inside(() -> {
                        start(leftOver("a", 5));
                        await(failing(fatal, 1));
                        return done();
                    })))
                    .isSameAs(fatal);
        }
        assertThat(log).as("closing is not cut short").containsExactly("a");
    }
}
