package dev.ikat;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.sync.Permit;
import dev.ikat.sync.Semaphore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The paragraph "Task" of what asyncio does, as far as it concerns cancelling. */
class TaskCancelTest {
    final List<Object> log = new ArrayList<>();

    /** Logs how its await ends. */
    @Async
    Coroutine<String> waits(Awaitable<?> awaitable) {
        try {
            log.add("begins");
            await(awaitable);
            log.add("ends");
            return done("value");
        } catch (CancelledError cancelled) {
            log.add("cancelled " + cancelled.getMessage());
            throw cancelled;
        } finally {
            log.add("finally");
        }
    }

    /** Logs each cancellation and goes on, so many times. */
    @Async
    Coroutine<String> swallows(int times) {
        for (int i = 0; i < times; i++) {
            try {
                await(promise());
                return done("value");
            } catch (CancelledError cancelled) {
                log.add("swallowed " + cancelled.getMessage());
            }
        }
        await(yieldNow());
        return done("went on");
    }

    @Test
    void cancelEndsTheTaskAtItsAwaitWithTheMessage() {
        VirtualLoop.run(() -> {
            Task<String> task = start(waits(promise()));
            await(yieldNow());
            assertThat(task.cancel("enough")).isTrue();
            assertThat(task.isDone()).as("not before it has cleaned up").isFalse();
            assertThat(task.cancelling()).isEqualTo(1);
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("enough");
            assertThat(task.isCancelled()).isTrue();
            assertThat(task.cancel()).as("too late").isFalse();
            assertThat(task.cancelling()).isEqualTo(1);
            return done();
        });
        assertThat(log).containsExactly("begins", "cancelled enough", "finally");
    }

    @Test
    void aTaskCancelledBeforeItsStartNeverRunsItsBody() {
        VirtualLoop.run(() -> {
            Coroutine<String> body = waits(promise());
            Task<String> task = start(body);
            task.cancel("early");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("early");
            assertThat(task.isCancelled()).isTrue();
            assertThat(await(errorOf(body))).as("its coroutine is closed").isInstanceOf(IllegalStateException.class);
            return done();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void cancellingTwiceCountsTwiceAndThrowsOnce() {
        VirtualLoop.run(() -> {
            Task<String> task = start(waits(promise()));
            await(yieldNow());
            task.cancel("one");
            task.cancel("two");
            assertThat(task.cancelling()).isEqualTo(2);
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            return done();
        });
        assertThat(log).containsExactly("begins", "cancelled one", "finally");
    }

    @Test
    void uncancelTakesOneBackAndNeverGoesBelowZero() {
        VirtualLoop.run(() -> {
            Task<String> task = start(waits(promise()));
            await(yieldNow());
            task.cancel();
            task.cancel();
            assertThat(task.uncancel()).isEqualTo(1);
            assertThat(task.uncancel()).isZero();
            assertThat(task.uncancel()).isZero();
            assertThat(await(errorOf(task))).as("it was forwarded already").isInstanceOf(CancelledError.class);
            return done();
        });
    }

    @Test
    void uncancelToZeroWithdrawsACancellationThatWasNotThrownYet() {
        VirtualLoop.run(() -> {
            Task<String> task = start(waits(after(1, "x")));
            task.cancel();
            task.cancel();
            task.uncancel();
            task.uncancel();
            assertThat((String) await(task)).isEqualTo("value");
            return done();
        });
        assertThat(log).containsExactly("begins", "ends", "finally");
    }

    @Test
    void uncancelToOneWithdrawsNothing() {
        VirtualLoop.run(() -> {
            Task<String> task = start(waits(after(1, "x")));
            task.cancel();
            task.cancel();
            task.uncancel();
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            return done();
        });
        assertThat(log).isEmpty();
    }

    @Test
    void aTaskThatSwallowsACancellationGoesOn() {
        VirtualLoop.run(() -> {
            Task<String> task = start(swallows(1));
            await(yieldNow());
            task.cancel("one");
            assertThat((String) await(task)).isEqualTo("went on");
            assertThat(task.isCancelled()).isFalse();
            assertThat(task.cancelling()).as("asked for all the same").isEqualTo(1);
            return done();
        });
        assertThat(log).containsExactly("swallowed one");
    }

    @Test
    void eachCancellationIsThrownAtAnAwaitOfItsOwn() {
        VirtualLoop.run(() -> {
            Task<String> task = start(swallows(2));
            await(yieldNow());
            task.cancel("one");
            await(yieldNow());
            task.cancel("two");
            assertThat((String) await(task)).isEqualTo("went on");
            assertThat(task.cancelling()).isEqualTo(2);
            return done();
        });
        assertThat(log).containsExactly("swallowed one", "swallowed two");
    }

    @Test
    void theFinallyBlockMayAwait() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(() -> {
                try {
                    await(promise());
                } finally {
                    await(sleep(ofMillis(5)));
                    log.add("cleaned up at " + VirtualLoop.millis());
                }
                return done();
            });
            await(yieldNow());
            task.cancel();
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            return done();
        });
        assertThat(log).containsExactly("cleaned up at 5");
    }

    @Test
    void anErrorThrownInsteadOfTheCancellationIsTheTasksFailure() {
        IllegalArgumentException error = new IllegalArgumentException("while cleaning up");
        VirtualLoop.run(() -> {
            Task<Void> task = start(() -> {
                try {
                    await(promise());
                } finally {
                    raise(error);
                }
                return done();
            });
            await(yieldNow());
            task.cancel();
            assertThat(await(errorOf(task))).isSameAs(error);
            assertThat(task.isCancelled()).isFalse();
            return done();
        });
    }

    private static void raise(RuntimeException error) {
        throw error;
    }

    // What a cancelled task waits for.

    @Test
    void aPromiseThatIsWaitedForIsCancelled() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            Task<String> task = start(waits(promise));
            await(yieldNow());
            task.cancel("x");
            assertThat(promise.isCancelled()).isTrue();
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            return done();
        });
    }

    @Test
    void aTaskThatIsWaitedForIsCancelledFirst() {
        VirtualLoop.run(() -> {
            Task<String> inner = start(waits(promise()));
            Task<String> outer = start(waits(inner));
            await(yieldNow());
            outer.cancel("both");
            assertThat(inner.cancelling()).isEqualTo(1);
            assertThat(await(errorOf(outer))).hasMessage("both");
            assertThat(inner.isCancelled()).isTrue();
            assertThat(outer.isCancelled()).isTrue();
            return done();
        });
        assertThat(log).containsExactly("begins", "begins", "cancelled both", "finally", "cancelled both", "finally");
    }

    @Test
    void anInnerTaskThatSwallowsTheCancellationSwallowsItForTheOuterOneToo() {
        VirtualLoop.run(() -> {
            Task<String> inner = start(swallows(1));
            Task<String> outer = start(waits(inner));
            await(yieldNow());
            outer.cancel();
            assertThat((String) await(outer)).isEqualTo("value");
            assertThat(outer.cancelling()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void aCancelledSleepLeavesNoTimer() {
        VirtualLoop.run(() -> {
            Task<String> task = start(waits(sleep(ofDays(1))));
            await(yieldNow());
            task.cancel();
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            assertThat(VirtualLoop.millis()).isZero();
            return done();
        });
    }

    @Test
    void aTaskThatYieldsIsCancelledAtItsYield() {
        VirtualLoop.run(() -> {
            Task<String> task = start(waits(yieldNow()));
            await(yieldNow());
            task.cancel("x");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            return done();
        });
        assertThat(log).containsExactly("begins", "cancelled x", "finally");
    }

    @Test
    void aTaskThatWaitsForASemaphoreLeavesTheQueue() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(1);
            Permit held = await(semaphore.acquire());
            Task<String> task = start(waits(semaphore.acquire()));
            await(yieldNow());
            task.cancel();
            assertThat(semaphore.isLocked()).isTrue();
            held.close();
            assertThat(semaphore.available()).isEqualTo(1);
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            return done();
        });
    }

    @Test
    void aTaskThatWaitsForAGatherCancelsItsChildren() {
        VirtualLoop.run(() -> {
            Task<String> first = start(waits(promise()));
            Task<String> second = start(waits(promise()));
            Task<String> task = start(waits(gather(first, second)));
            await(yieldNow());
            task.cancel("x");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            assertThat(first.isCancelled()).isTrue();
            assertThat(second.isCancelled()).isTrue();
            return done();
        });
    }

    @Test
    void aTaskThatIsReadyIsCancelledAtTheAwaitItComesFrom() {
        VirtualLoop.run(() -> {
            Promise<String> promise = promise();
            Task<String> task = start(waits(promise));
            await(yieldNow());
            promise.complete("too late");
            task.cancel("x");
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("x");
            return done();
        });
        assertThat(log).containsExactly("begins", "cancelled x", "finally");
    }

    // A task that cancels itself.

    @Test
    void aTaskThatCancelsItselfGoesOnToItsNextSuspension() {
        VirtualLoop.run(() -> {
            Task<Void> task = start(() -> {
                await(yieldNow());
                currentTask().cancel("self");
                log.add("goes on");
                await(sleep(ofDays(1)));
                log.add("never");
                return done();
            });
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("self");
            return done();
        });
        assertThat(log).containsExactly("goes on");
    }

    @Test
    void awaitingADonePromiseNeitherYieldsNorDeliversAPendingCancellation() {
        VirtualLoop.run(() -> {
            Promise<String> ready = promise();
            ready.complete("x");
            Task<Void> task = start(() -> {
                loop().callSoon(() -> log.add("callback"));
                currentTask().cancel();
                log.add(await(ready));
                log.add("did not yield");
                await(yieldNow());
                log.add("never");
                return done();
            });
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            return done();
        });
        assertThat(log).containsExactly("x", "did not yield", "callback");
    }

    @Test
    void sleepOfZeroYieldsAndDeliversAPendingCancellation() {
        VirtualLoop.run(() -> {
            Task<Throwable> task = start(() -> {
                currentTask().cancel("pending");
                loop().callSoon(() -> log.add("callback"));
                Throwable error = await(errorOf(sleep(ZERO)));
                log.add("delivered");
                return done(error);
            });
            assertThat((Throwable) await(task))
                    .isInstanceOf(CancelledError.class)
                    .hasMessage("pending");
            return done();
        });
        assertThat(log).containsExactly("callback", "delivered");
    }

    @Test
    void aTaskThatReturnsWithACancellationPendingIsCancelled() {
        VirtualLoop.run(() -> {
            Task<String> task = start(() -> {
                await(yieldNow());
                currentTask().cancel("too late to wait");
                return done("lost");
            });
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class).hasMessage("too late to wait");
            assertThat(task.isCancelled()).isTrue();
            return done();
        });
    }

    @Test
    void aTaskThatFailsWithACancellationPendingFails() {
        IllegalArgumentException error = new IllegalArgumentException();
        VirtualLoop.run(() -> {
            Task<String> task = start(() -> {
                await(yieldNow());
                currentTask().cancel();
                raise(error);
                return done("x");
            });
            assertThat(await(errorOf(task))).isSameAs(error);
            return done();
        });
    }

    @Async
    private Coroutine<Void> awaitsAnother(Promise<Task<Void>> other) {
        await(await(other));
        return done();
    }

    @Test
    void tasksThatAwaitEachOtherEnd() {
        VirtualLoop.run(() -> {
            List<Promise<Task<Void>>> others = new ArrayList<>();
            List<Task<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                others.add(promise());
                tasks.add(start(awaitsAnother(others.get(i))));
            }
            for (int i = 0; i < 5; i++) {
                others.get(i).complete(tasks.get(Math.max(2, (i + 1) % 5))); // 0 -> 2, 1 -> 2 -> 3 -> 4 -> 2
            }
            await(yieldNow());
            await(yieldNow());
            assertThat(tasks.get(1).cancel("enough")).isTrue();
            while (!tasks.stream().allMatch(Promise::isDone)) {
                await(yieldNow());
            }
            assertThat(tasks).allMatch(Promise::isCancelled);
            return done();
        });
    }

    @Test
    void aCancellationGoesDownALongChainOfTasks() {
        VirtualLoop.run(() -> {
            Promise<Void> end = promise();
            Task<Void> last = start(waitsFor(end));
            Task<Void> task = last;
            for (int i = 0; i < 100_000; i++) {
                task = start(waitsFor(task));
            }
            await(yieldNow());
            task.cancel();
            while (!task.isDone()) {
                await(yieldNow());
            }
            assertThat(last.isCancelled()).isTrue();
            assertThat(end.isCancelled()).isTrue();
            return done();
        });
    }

    @Async
    private Coroutine<Void> waitsFor(Promise<Void> promise) {
        await(promise);
        return done();
    }
}
