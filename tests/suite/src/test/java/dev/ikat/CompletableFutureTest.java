package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Futures of the JDK, to and from ours; with threads of their own where it says so. */
@Timeout(60)
class CompletableFutureTest {
    final List<Object> log = new ArrayList<>();

    /** As Tried.errorOf, for a stage. */
    @Async
    static Coroutine<Throwable> errorOfStage(CompletionStage<?> stage) {
        try {
            await(stage);
            return done(null);
        } catch (Throwable error) {
            return done(error);
        }
    }

    // Awaiting a stage.

    @Test
    void aCompletedFutureGivesItsValueAndDoesNotYield() {
        VirtualLoop.run(() -> {
            loop().callSoon(() -> log.add("callback"));
            log.add(await(CompletableFuture.completedFuture("x")));
            log.add("did not yield");
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("x", "did not yield", "callback");
    }

    @Test
    void aFailedFutureThrowsItsErrorTheSameInstance() {
        IOException error = new IOException("disk");
        VirtualLoop.run(() -> {
            CompletableFuture<String> failed = CompletableFuture.failedFuture(error);
            assertThat(await(errorOfStage(failed))).isSameAs(error);
            assertThat(await(errorOfStage(failed.thenApply(value -> value))))
                    .as("unwrapped from its CompletionException")
                    .isSameAs(error);
            return done();
        });
    }

    @Test
    void aCompletionExceptionWithoutACauseIsThrownAsItIs() {
        CompletionException error = new CompletionException("bare", null);
        VirtualLoop.run(() -> {
            assertThat(await(errorOfStage(CompletableFuture.failedFuture(error))))
                    .isSameAs(error);
            return done();
        });
    }

    @Test
    void aCancelledFutureThrowsACancelledErrorThatIsNotOnesOwn() {
        VirtualLoop.run(() -> {
            CompletableFuture<String> cancelled = new CompletableFuture<>();
            cancelled.cancel(false);
            for (CompletionStage<String> each : List.of(cancelled, cancelled.thenApply(value -> value))) {
                assertThat(await(errorOfStage(each)))
                        .isInstanceOfSatisfying(
                                CancelledError.class,
                                error -> assertThat((Object) error.source()).isNull());
            }
            return done();
        });
    }

    @Test
    void aStageThatIsNoFutureIsAwaited() {
        VirtualLoop.run(() -> {
            assertThat((String) await(CompletableFuture.completedStage("x"))).isEqualTo("x");
            CompletableFuture<String> late = new CompletableFuture<>();
            loop().callLater(ofMillis(5), () -> late.complete("y"));
            assertThat((String) await(late.minimalCompletionStage())).isEqualTo("y");
            return done();
        });
    }

    @Test
    void cancellingTheAwaitCancelsTheFuture() {
        VirtualLoop.run(() -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            Task<Throwable> task = start(errorOfStage(future));
            await(yieldNow());
            task.cancel("x");
            assertThat(future.isCancelled()).isTrue();
            assertThat((Throwable) await(task)).isInstanceOfSatisfying(CancelledError.class, error -> {
                assertThat((Object) error.source()).isSameAs(task);
                assertThat(error).hasMessage("x");
            });
            return done();
        });
    }

    @Test
    void cancellingTheAwaitOfAStageThatRefusesIsACancellationAllTheSame() {
        VirtualLoop.run(() -> {
            CompletableFuture<String> stubborn = new CompletableFuture<>() {
                @Override
                public CompletableFuture<String> toCompletableFuture() {
                    throw new UnsupportedOperationException();
                }
            };
            Task<Throwable> task = start(errorOfStage(stubborn));
            await(yieldNow());
            assertThat(task.cancel()).isTrue();
            assertThat((Throwable) await(task)).isInstanceOf(CancelledError.class);
            return done();
        });
    }

    @Test
    void aFutureThatOtherThreadsCompleteIsAwaited() throws InterruptedException {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        List<Integer> values = Ikat.run(VirtualLoop.inside(() -> {
            List<Task<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                int number = i;
                tasks.add(start(() -> {
                    Integer value = await(CompletableFuture.supplyAsync(() -> number, executor));
                    return done(value);
                }));
            }
            return done(await(gather(tasks)));
        }));
        for (int i = 0; i < 200; i++) {
            assertThat(values.get(i)).isEqualTo(i);
        }
        end(executor);
    }

    @Test
    void aFutureThatAnotherThreadFailsIsAwaited() throws InterruptedException {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        IOException error = new IOException("disk");
        Throwable thrown = Ikat.run(VirtualLoop.inside(() -> {
            CountDownLatch go = new CountDownLatch(1);
            CompletableFuture<String> future = CompletableFuture.supplyAsync(
                    () -> {
                        waitFor(go);
                        throw new CompletionException(error);
                    },
                    executor);
            loop().callSoon(go::countDown);
            return done(await(errorOfStage(future)));
        }));
        assertThat(thrown).isSameAs(error);
        end(executor);
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static void end(ExecutorService executor) throws InterruptedException {
        executor.shutdown();
        assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aStageThatCompletesAfterTheLoopWasClosedHarmsNobody() {
        CompletableFuture<String> late = new CompletableFuture<>();
        VirtualLoop.run(() -> {
            CompletableFuture<String> stage = new CompletableFuture<>() {
                @Override
                public boolean cancel(boolean interrupt) {
                    return false;
                }
            };
            late.thenAccept(stage::complete);
            Task<Throwable> task = start(errorOfStage(stage));
            await(yieldNow());
            task.cancel();
            await(task);
            return done();
        });
        assertThat(late.complete("x")).isTrue();
    }

    // toCompletableFuture.

    @Test
    void aFutureOfAPromiseHasItsOutcome() {
        IOException error = new IOException("disk");
        VirtualLoop.run(() -> {
            Promise<String> completed = promise();
            Promise<String> failed = promise();
            Promise<String> cancelled = promise();
            List<CompletableFuture<String>> futures = List.of(
                    completed.toCompletableFuture(), failed.toCompletableFuture(), cancelled.toCompletableFuture());
            completed.complete("x");
            failed.fail(error);
            cancelled.cancel();
            assertThat(futures).noneMatch(Future::isDone);
            await(yieldNow());
            assertThat(futures.get(0)).isCompletedWithValue("x");
            assertThat(futures.get(1)).isCompletedExceptionally();
            assertThatThrownBy(() -> futures.get(1).get())
                    .isInstanceOf(ExecutionException.class)
                    .hasCause(error);
            assertThat(futures.get(2)).isCancelled();
            assertThatThrownBy(() -> futures.get(2).join()).isInstanceOf(CancellationException.class);
            return done();
        });
    }

    @Test
    void aFutureOfATaskHasItsOutcome() {
        VirtualLoop.run(() -> {
            CompletableFuture<String> future = start(after(1, "x")).toCompletableFuture();
            assertThat((String) await(future)).isEqualTo("x");
            return done();
        });
    }

    @Test
    void cancellingTheFutureCancelsTheTask() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(() -> {
                await(promise());
                return done();
            });
            await(yieldNow());
            task.toCompletableFuture().cancel(true);
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            return done();
        });
    }

    @Test
    void anotherThreadMayWaitForTheFutureAndCancelIt() {
        Ikat.run(VirtualLoop.inside(() -> {
            Task<Void> task = start(() -> {
                await(promise());
                return done();
            });
            CompletableFuture<Void> future = task.toCompletableFuture();
            CompletableFuture<Object> seen = new CompletableFuture<>();
            Thread thread = new Thread(() -> {
                future.cancel(false);
                seen.complete(future.isCancelled());
            });
            thread.start();
            assertThat(await(seen)).isEqualTo(true);
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            return done();
        }));
    }

    @Test
    void completingTheFutureDoesNotTouchThePromise() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            CompletableFuture<String> future = promise.toCompletableFuture();
            future.complete("by somebody");
            await(turns(3));
            assertThat(promise.isDone()).isFalse();
            promise.complete("x");
            await(turns(3));
            assertThat(future.join()).isEqualTo("by somebody");
            return done();
        });
    }

    @Test
    void thereAndBackIsTheSameValue() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            loop().callLater(ofMillis(1), () -> promise.complete("x"));
            assertThat((String) await(promise.toCompletableFuture().thenApply(value -> value + "!")))
                    .isEqualTo("x!");
            return done();
        });
    }
}
