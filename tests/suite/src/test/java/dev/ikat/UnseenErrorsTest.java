package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The errors of tasks and promises: reported once when nobody took them, and never when somebody did. */
class UnseenErrorsTest {
    final VirtualLoop virtual = new VirtualLoop();
    final IOException error = new IOException("disk");

    /** Runs it, and returns what was reported by the end of the closing. */
    private List<ErrorContext> reports(AsyncCallable<Void> body) {
        try (Runner runner = virtual.runner()) {
            runner.run(VirtualLoop.inside(body));
        }
        return virtual.errors;
    }

    private List<Throwable> reported() {
        return virtual.errors.stream().map(ErrorContext::error).toList();
    }

    @Test
    void theErrorOfATaskThatNobodyTookIsReportedWhenTheRunnerCloses() {
        List<Task<?>> tasks = new ArrayList<>();
        try (Runner runner = virtual.runner()) {
            runner.run(VirtualLoop.inside(() -> {
                tasks.add(start(failing(error, 1), "fetch"));
                await(turns(5));
                return done();
            }));
            runner.run(turns(5));
            assertThat(virtual.errors).as("somebody may still ask").isEmpty();
        }
        assertThat(virtual.errors).singleElement().satisfies(report -> {
            assertThat(report.message()).contains("task fetch").contains("never retrieved");
            assertThat(report.error()).isSameAs(error);
            assertThat(report.source()).isSameAs(tasks.get(0));
        });
    }

    @Test
    void aPromiseIsReportedToo() {
        assertThat(reports(() -> {
                    promise().fail(error);
                    return done();
                }))
                .singleElement()
                .satisfies(report -> {
                    assertThat(report.message()).contains("a promise").contains("never retrieved");
                    assertThat(report.error()).isSameAs(error);
                });
    }

    @Async
    private Coroutine<Void> awaitedFailure(Awaitable<?> awaitable) {
        assertThat(await(errorOf(awaitable))).isSameAs(error);
        return done();
    }

    @TestFactory
    Stream<DynamicTest> anErrorThatSomebodyTookIsNotReported() {
        Map<String, AsyncFunction<Promise<String>, Void>> ways = new TreeMap<>();
        ways.put("await", promise -> awaitedFailure(promise));
        ways.put("await again and again", promise -> {
            await(gather(errorOf(promise), errorOf(promise)));
            return done();
        });
        ways.put("result", promise -> {
            await(turns(3));
            assertThatThrownBy(promise::result).isSameAs(error);
            return done();
        });
        ways.put("exception", promise -> {
            await(turns(3));
            assertThat(promise.exception()).isSameAs(error);
            return done();
        });
        ways.put("gather", promise -> awaitedFailure(gather(promise, turns(1))));
        ways.put("timeout", promise -> awaitedFailure(timeout(ofSeconds(1), promise)));
        ways.put("a future", promise -> {
            CompletableFuture<String> future = promise.toCompletableFuture();
            await(turns(5));
            assertThat(future).isCompletedExceptionally();
            return done();
        });
        return ways.entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(
                        way.getKey(),
                        () -> VirtualLoop.run(() -> {
                            Promise<String> plain = promise();
                            loop().callSoon(() -> plain.fail(error));
                            await(way.getValue().apply(plain));
                            await(way.getValue().apply(start(failing(error, 1))));
                            return done();
                        })));
    }

    @Test
    void aCancellationIsNothingToReport() {
        VirtualLoop.run(() -> {
            promise().cancel("plain");
            start(turns(10)).cancel("task");
            start(failing(new CancelledError("thrown"), 1));
            Task<Void> child = start(turns(10));
            gather(child, turns(1));
            child.cancel();
            await(turns(5));
            return done();
        });
    }

    @Test
    void aGatherThatNobodyAwaitsIsReportedInsteadOfItsChildren() {
        IOException second = new IOException("network");
        List<Promise<?>> gathers = new ArrayList<>();
        reports(() -> {
            gathers.add(gather(failing(error, 1), failing(second, 2), turns(3)));
            await(turns(5));
            return done();
        });
        assertThat(virtual.errors).singleElement().satisfies(report -> {
            assertThat(report.error()).isSameAs(error);
            assertThat(report.source()).isSameAs(gathers.get(0));
        });
    }

    @Test
    void whoAsksAfterTheReportStillGetsTheErrorAndNoSecondReportComes() {
        List<Promise<?>> tasks = new ArrayList<>();
        Runner runner = virtual.runner();
        runner.run(VirtualLoop.inside(() -> {
            tasks.add(start(failing(error, 0)));
            await(turns(3));
            return done();
        }));
        runner.close();
        assertThatThrownBy(tasks.get(0)::result).isSameAs(error);
        runner.close();
        virtual.close();
        assertThat(virtual.errors).hasSize(1);
    }

    // Many of them.

    private static void fail(int count, List<Promise<?>> into) {
        for (int i = 0; i < count; i++) {
            Promise<String> promise = promise();
            promise.fail(new IOException("error " + into.size()));
            into.add(promise);
        }
    }

    @Test
    void aThousandWait() {
        List<Promise<?>> failed = new ArrayList<>();
        assertThat(reports(() -> {
                    fail(1_000, failed);
                    await(turns(5));
                    assertThat(virtual.errors).isEmpty();
                    return done();
                }))
                .extracting(ErrorContext::source)
                .containsExactlyElementsOf(failed);
    }

    @Test
    void pastAThousandTheOldestAreReportedEarly() {
        List<Promise<?>> failed = new ArrayList<>();
        assertThat(reports(() -> {
                    fail(1_003, failed);
                    assertThat(virtual.errors).as("within the call").isEmpty();
                    await(turns(3));
                    assertThat(virtual.errors)
                            .extracting(ErrorContext::source)
                            .containsExactlyElementsOf(failed.subList(0, 3));
                    fail(1, failed);
                    await(turns(3));
                    assertThat(virtual.errors).hasSize(4);
                    return done();
                }))
                .as("each once")
                .extracting(ErrorContext::source)
                .containsExactlyElementsOf(failed);
    }

    @Test
    void thoseSeenMeanwhileDoNotCount() {
        List<Promise<?>> failed = new ArrayList<>();
        reports(() -> {
            fail(1_000, failed);
            for (int i = 0; i < 1_000; i += 2) {
                failed.get(i).exception();
            }
            fail(500, failed);
            await(turns(3));
            assertThat(virtual.errors).isEmpty();
            failed.forEach(Promise::exception);
            return done();
        });
        assertThat(virtual.errors).isEmpty();
    }

    @Test
    void thousandsThatFailInOneTurnAndAreTakenInTheNextAreNotReported() {
        VirtualLoop.run(() -> {
            List<Coroutine<String>> failing = IntStream.range(0, 3_000)
                    .mapToObj(each -> Tried.<String>failing(new IOException("error " + each), 2))
                    .toList();
            assertThat(await(errorOf(gather(failing)))).hasMessage("error 0");
            await(turns(5));
            return done();
        });
    }

    @Test
    void thousandsThatFailInAGroupAreTheGroups() {
        VirtualLoop.run(() -> {
            Throwable thrown = await(errorOf(taskGroup(group -> {
                for (int i = 0; i < 3_000; i++) {
                    group.start(failing(error, 2));
                }
                await(turns(10));
                return done();
            })));
            assertThat(thrown).isInstanceOf(ExceptionGroup.class);
            await(turns(5));
            return done();
        });
    }

    @Test
    void whatWasShieldedIsReportedOnce() {
        reports(() -> {
            Promise<Void> shield = shield(failing(error, 3));
            shield.cancel();
            await(turns(9));
            assertThat(reported()).containsExactly(error);
            shield(failing(error, 3));
            await(turns(9));
            return done();
        });
        assertThat(reported()).as("the second, when the runner closes").containsExactly(error, error);
    }

    @Test
    void whoWaitsForItHasNotSeenTheError() {
        reports(() -> {
            await(waitFor(List.of(start(failing(error, 1))), ALL_COMPLETED));
            return done();
        });
        assertThat(reported()).containsExactly(error);
    }

    @Test
    void aGroupThatNobodyClosedLosesNoError() {
        reports(() -> {
            TaskGroup.open().start(failing(error, 1));
            await(turns(5));
            return done();
        });
        assertThat(reported()).containsExactly(error);
    }

    @Test
    void whatAGroupThrowsWhileTheLoopClosesIsReportedByItsOwner() {
        reports(() -> {
            start(
                    taskGroup(group -> {
                        group.start(failsAsItIsCancelled());
                        await(promise());
                        return done();
                    }),
                    "owner");
            await(turns(5));
            return done();
        });
        assertThat(virtual.errors).singleElement().satisfies(report -> {
            assertThat(report.source().toString()).contains("owner");
            assertThat(report.error()).isInstanceOf(ExceptionGroup.class);
        });
    }

    // The end.

    @Test
    void aLoopWithoutARunnerReportsThemAsItCloses() {
        List<ErrorContext> errors = new ArrayList<>();
        SelectorLoop loop = new SelectorLoop();
        loop.setExceptionHandler((source, context) -> errors.add(context));
        loop.runUntilComplete(VirtualLoop.inside(() -> {
            start(failing(error, 0));
            await(turns(3));
            return done();
        }));
        assertThat(errors).isEmpty();
        loop.close();
        loop.close();
        assertThat(errors).extracting(ErrorContext::error).containsExactly(error);
        virtual.close();
    }

    @Test
    void aRunnersLoopIsStillOpenAsItReports() {
        List<Boolean> closed = new ArrayList<>();
        try (Runner runner = virtual.runner()) {
            virtual.setExceptionHandler((loop, context) -> closed.add(loop.isClosed()));
            runner.run(VirtualLoop.inside(() -> {
                promise().fail(error);
                return done();
            }));
        }
        assertThat(closed).containsExactly(false);
    }

    @Async
    Coroutine<Void> failsAsItIsCancelled() {
        try {
            await(promise());
        } finally {
            Sneaky.raise(error);
        }
        return done();
    }

    @Async
    Coroutine<Void> awaiting(Awaitable<?> awaited) {
        await(awaited);
        return done();
    }

    @Test
    void anErrorThatPassesThroughTasksWhileTheLoopClosesIsReportedOnce() {
        List<Task<?>> tasks = new ArrayList<>();
        reports(() -> {
            tasks.add(start(failsAsItIsCancelled(), "inner"));
            await(turns(2));
            tasks.add(start(awaiting(tasks.get(0)), "middle"));
            await(turns(2));
            tasks.add(start(awaiting(tasks.get(1)), "outer"));
            await(turns(2));
            return done();
        });
        assertThat(reported()).containsExactly(error);
        assertThat(virtual.errors.get(0).source()).isSameAs(tasks.get(2));
    }

    @Test
    void theErrorOfTheMainIsItsCallers() {
        assertThatThrownBy(() -> reports(() -> failing(error, 1))).isSameAs(error);
        assertThat(virtual.errors).isEmpty();
    }
}
