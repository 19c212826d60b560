package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The paragraph "Future" of what asyncio does. */
class PromiseTest {
    final List<Object> log = new ArrayList<>();

    @Test
    void itsValueIsThereOnceItIsCompleted() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            assertThat(promise.isDone()).isFalse();
            promise.complete("x");
            assertThat(promise.isDone()).isTrue();
            assertThat(promise.isCancelled()).isFalse();
            assertThat(promise.result()).isEqualTo("x");
            assertThat(promise.exception()).isNull();
            assertThat((String) await(promise)).isEqualTo("x");
            return done();
        });
    }

    @Test
    void itsErrorIsTheSameInstanceForEveryAwaiter() {
        IOException error = new IOException("disk");
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            Task<Throwable> first = start(errorOf(promise));
            Task<Throwable> second = start(errorOf(promise));
            await(yieldNow());
            promise.fail(error);
            assertThat(promise.exception()).isSameAs(error);
            assertThatThrownBy(promise::result).isSameAs(error);
            assertThat((Throwable) await(first)).isSameAs(error);
            assertThat((Throwable) await(second)).isSameAs(error);
            return done();
        });
    }

    @Test
    void askingBeforeItIsDoneIsAnInvalidState() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            for (Runnable each : List.<Runnable>of(promise::result, promise::exception)) {
                assertThatThrownBy(each::run)
                        .isInstanceOf(InvalidStateException.class)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("promise (pending) is not done yet; await it");
            }
            return done();
        });
    }

    @Test
    void aSecondOutcomeIsAnInvalidState() {
        VirtualLoop.run(() -> {
            List<Consumer<Promise<String>>> outcomes = List.of(
                    promise -> promise.complete("x"), promise -> promise.fail(new IOException()), Promise::cancel);
            for (Consumer<Promise<String>> first : outcomes) {
                Promise<String> promise = promise();
                first.accept(promise);
                assertThatThrownBy(() -> promise.complete("y"))
                        .isInstanceOf(InvalidStateException.class)
                        .hasMessageContaining("done already");
                assertThatThrownBy(() -> promise.fail(new IOException())).isInstanceOf(InvalidStateException.class);
                assertThat(promise.tryComplete("y")).isFalse();
                assertThat(promise.tryFail(new IOException())).isFalse();
                assertThat(promise.cancel()).isFalse();
                await(errorOf(promise));
            }
            return done();
        });
    }

    @Test
    void theTryFormsTellWhetherTheyWereFirst() {
        VirtualLoop.run(() -> {
            Promise<String> first = promise();
            assertThat(first.tryComplete("x")).isTrue();
            Promise<String> second = promise();
            assertThat(second.tryFail(new IOException())).isTrue();
            assertThat(second.exception()).isNotNull();
            Promise<String> third = promise();
            assertThat(third.cancel()).isTrue();
            return done();
        });
    }

    @Test
    void aCancelledPromiseThrowsACancelledErrorWithTheMessage() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            promise.cancel("enough");
            assertThat(promise.isCancelled()).isTrue();
            assertThat(promise.isDone()).isTrue();
            for (Runnable each : List.<Runnable>of(promise::result, promise::exception)) {
                assertThatThrownBy(each::run).isInstanceOf(CancelledError.class).hasMessage("enough");
            }
            assertThat(await(errorOf(promise)))
                    .isInstanceOf(CancelledError.class)
                    .hasMessage("enough");
            return done();
        });
    }

    @Test
    void aCancelledErrorIsNotAnException() {
        assertThat(Exception.class.isAssignableFrom(CancelledError.class)).isFalse();
    }

    @Test
    void failingWithACancelledErrorIsNotACancellation() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            CancelledError error = new CancelledError("as a failure");
            promise.fail(error);
            assertThat(promise.isCancelled()).isFalse();
            assertThat(promise.exception()).isSameAs(error);
            return done();
        });
    }

    @Test
    void nullIsAValueAndNoError() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            assertThatThrownBy(() -> promise.fail(null)).isInstanceOf(NullPointerException.class);
            assertThat(promise.isDone()).isFalse();
            promise.complete(null);
            assertThat((String) await(promise)).isNull();
            return done();
        });
    }

    // Callbacks.

    @Test
    void callbacksRunThroughTheReadyQueueInTheOrderTheyWereAdded() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            for (String word : List.of("a", "b", "c")) {
                promise.onDone(done -> log.add(word + done.result()));
            }
            loop().callSoon(() -> log.add("soon"));
            promise.complete("!");
            log.add("completed");
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("completed", "soon", "a!", "b!", "c!");
    }

    @Test
    void callbacksAndAwaitersKeepTheirOrder() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            promise.onDone(done -> log.add("first"));
            Task<Void> task = start(() -> {
                await(promise);
                log.add("awaiter");
                return done();
            });
            await(yieldNow());
            promise.onDone(done -> log.add("last"));
            promise.complete("x");
            await(task);
            return done();
        });
        assertThat(log).containsExactly("first", "awaiter", "last");
    }

    @Test
    void aCallbackOfADonePromiseGoesThroughTheReadyQueueToo() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            promise.complete("x");
            promise.onDone(done -> log.add("callback"));
            log.add("after");
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("after", "callback");
    }

    @Test
    void aCallbackThatWasRemovedDoesNotRun() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            Consumer<Promise<String>> twice = done -> log.add("twice");
            Consumer<Promise<String>> once = done -> log.add("once");
            assertThat(promise.removeCallback(once)).isFalse();
            promise.onDone(once);
            assertThat(promise.removeCallback(once)).isTrue();
            assertThat(promise.removeCallback(once)).isFalse();
            promise.onDone(twice);
            promise.onDone(once);
            promise.onDone(twice);
            assertThat(promise.removeCallback(twice)).as("every registration").isTrue();
            assertThat(promise.removeCallback(twice)).isFalse();
            promise.complete("x");
            assertThat(promise.removeCallback(once)).as("scheduled already").isFalse();
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("once");
    }

    @Test
    void aCallbackThatThrowsReachesTheExceptionHandlerAndStopsNoOther() {
        VirtualLoop virtual = new VirtualLoop();
        IllegalArgumentException error = new IllegalArgumentException("callback");
        try (Runner runner = virtual.runner()) {
            runner.run(VirtualLoop.inside(() -> {
                Promise<String> promise = promise();
                promise.onDone(done -> {
                    throw error;
                });
                promise.onDone(done -> log.add("other"));
                promise.complete("x");
                await(yieldNow());
                return done();
            }));
        }
        assertThat(log).containsExactly("other");
        assertThat(virtual.errors)
                .singleElement()
                .satisfies(each -> assertThat(each.error()).isSameAs(error));
    }

    @Test
    void anAwaitingTaskThatIsCancelledLeavesTheOtherCallbacksInPlace() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            promise.onDone(done -> log.add(done.isCancelled()));
            Task<Throwable> task = start(errorOf(promise));
            await(yieldNow());
            task.cancel();
            await(task);
            return done();
        });
        assertThat(log).containsExactly(true);
    }

    // Threads and loops.

    @Test
    void aForeignThreadIsToldWhatToDo() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            for (Runnable each : List.<Runnable>of(
                    () -> promise.complete("x"),
                    () -> promise.tryFail(new IOException()),
                    () -> promise.cancel(),
                    () -> promise.onDone(done -> {}),
                    () -> promise.removeCallback(done -> {}),
                    () -> promise.toCompletableFuture(),
                    () -> currentTaskOf(promise).cancel())) {
                assertThat(errorOnThread(each))
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessageContaining("called from thread foreign")
                        .hasMessageContaining("callSoonThreadsafe");
            }
            assertThat(promise.isDone()).isFalse();
            return done();
        });
    }

    private static Task<?> currentTaskOf(Promise<?> promise) {
        return promise.kernel.tasks().get(0);
    }

    static Throwable errorOnThread(Runnable action) {
        AtomicReference<Throwable> error = new AtomicReference<>();
        Thread thread = new Thread(action, "foreign");
        thread.setUncaughtExceptionHandler((dead, thrown) -> error.set(thrown));
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        return error.get();
    }

    @Test
    void aPendingPromiseOfAnotherLoopIsNotAwaited() {
        AtomicReference<Promise<String>> foreign = new AtomicReference<>();
        VirtualLoop.run(() -> {
            foreign.set(promise());
            return done();
        });
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(foreign.get())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to another loop");
            assertThatThrownBy(() -> gather(foreign.get()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("belongs to another loop");
            return done();
        });
    }

    @Test
    void aDonePromiseMayBeAskedAfterItsLoopWasClosed() {
        Promise<String> promise = VirtualLoop.run(() -> {
            Promise<String> inner = promise();
            inner.complete("x");
            return done(inner);
        });
        assertThat(promise.result()).isEqualTo("x");
    }
}
