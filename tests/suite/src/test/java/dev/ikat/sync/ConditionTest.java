package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The sentences on conditions in what asyncio does. */
class ConditionTest {
    final List<Object> log = new ArrayList<>();
    final Lock lock = new Lock();
    final Condition condition = new Condition(lock);

    @Async
    Coroutine<Void> waits(String word) {
        try (Permit permit = await(lock.acquire())) {
            log.add(word + " waits");
            try {
                await(condition.waitFor());
                log.add(word + " signalled");
            } finally {
                assertThat(lock.isLocked()).as("locked again").isTrue();
                log.add(word + " leaves");
            }
        }
        return done();
    }

    /** Started, and waiting when this ends. */
    @Async
    Coroutine<Task<Void>> waiting(String word) {
        Task<Void> task = start(waits(word));
        await(yieldNow());
        return done(task);
    }

    @Async
    Coroutine<Void> signals(int n) {
        try (Permit permit = await(lock.acquire())) {
            condition.signal(n);
        }
        return done();
    }

    @Test
    void waitingGivesTheLockUpAndHasItAgainAfterTheSignal() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(waiting("a"));
            assertThat(lock.isLocked()).isFalse();
            try (Permit permit = await(lock.acquire())) {
                condition.signal();
                await(turns(3));
                assertThat(log).as("the lock is held here").containsExactly("a waits");
            }
            await(task);
            assertThat(lock.isLocked()).as("its permit has given it back").isFalse();
            return done();
        });
        assertThat(log).containsExactly("a waits", "a signalled", "a leaves");
    }

    @Test
    void signalsWakeInTheOrderOfWaiting() {
        VirtualLoop.run(() -> {
            Task<Void> a = await(waiting("a"));
            Task<Void> b = await(waiting("b"));
            Task<Void> c = await(waiting("c"));
            log.clear();
            await(signals(1));
            await(a);
            assertThat(log).containsExactly("a signalled", "a leaves");
            await(signals(0));
            await(turns(3));
            assertThat(b.isDone()).isFalse();
            await(signals(2));
            await(gather(b, c));
            await(signals(7));
            return done();
        });
        assertThat(log)
                .containsExactly("a signalled", "a leaves", "b signalled", "b leaves", "c signalled", "c leaves");
    }

    @Test
    void signalAllWakesAllThatWaitAndNoneThatComeLater() {
        VirtualLoop.run(() -> {
            Task<Void> a = await(waiting("a"));
            Task<Void> b = await(waiting("b"));
            try (Permit permit = await(condition.acquire())) {
                condition.signalAll();
            }
            Task<Void> late = start(waits("late"));
            await(gather(a, b));
            await(turns(3));
            assertThat(late.isDone()).isFalse();
            late.cancel();
            await(errorOf(late));
            return done();
        });
    }

    @Test
    void withoutTheLockEverythingIsAnError() {
        VirtualLoop.run(() -> {
            String advice = "; first await acquire()";
            assertThat(await(errorOf(condition.waitFor())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the lock is not held, so it cannot be given up to wait" + advice);
            assertThat(await(errorOf(condition.waitUntil(() -> true)))).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(condition::signal)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the lock is not held, so it cannot be signalled under" + advice);
            assertThatThrownBy(() -> condition.signal(2)).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(condition::signalAll).isInstanceOf(IllegalStateException.class);
            return done();
        });
    }

    @Test
    void aNegativeNumberOfSignalsIsAnError() {
        assertThatThrownBy(() -> condition.signal(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void nothingHappensBeforeTheWaitIsAwaited() {
        VirtualLoop.run(() -> {
            try (Permit permit = await(lock.acquire())) {
                condition.waitFor();
                condition.waitUntil(() -> false);
                assertThat(lock.isLocked()).isTrue();
            }
            return done();
        });
    }

    @Test
    void waitUntilTestsUnderTheLockAndDoesNotYieldWhenItIsTrue() {
        VirtualLoop.run(() -> {
            loop().callSoon(() -> log.add("callback"));
            try (Permit permit = await(lock.acquire())) {
                await(condition.waitUntil(() -> lock.isLocked()));
                log.add("goes on");
            }
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("goes on", "callback");
    }

    @Test
    void waitUntilWaitsForAsManySignalsAsItTakes() {
        VirtualLoop.run(() -> {
            int[] value = {0};
            Task<Void> task = start(() -> {
                try (Permit permit = await(lock.acquire())) {
                    await(condition.waitUntil(() -> {
                        assertThat(lock.isLocked()).isTrue();
                        log.add("test " + value[0]);
                        return value[0] == 2;
                    }));
                }
                return done();
            });
            await(yieldNow());
            for (int i = 1; i <= 2; i++) {
                value[0] = i;
                await(signals(1));
                await(turns(3));
            }
            assertThat(task.isDone()).isTrue();
            assertThat(lock.isLocked()).isFalse();
            return done();
        });
        assertThat(log).containsExactly("test 0", "test 1", "test 2");
    }

    @Test
    void whatThePredicateThrowsLeavesTheWaitWithTheLockHeld() {
        VirtualLoop.run(() -> {
            boolean[] fails = {false};
            Task<Boolean> task = start(() -> {
                try (Permit permit = await(lock.acquire())) {
                    Throwable error = await(errorOf(condition.waitUntil(() -> {
                        if (fails[0]) {
                            throw new IllegalArgumentException("predicate");
                        }
                        return false;
                    })));
                    assertThat(error).hasMessage("predicate");
                    return done(lock.isLocked());
                }
            });
            await(yieldNow());
            fails[0] = true;
            await(signals(1));
            assertThat(await(task)).isTrue();
            assertThat(lock.isLocked()).isFalse();
            return done();
        });
    }

    @Test
    void aCancelledWaiterHasTheLockAgainBeforeItThrows() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(waiting("a"));
            try (Permit permit = await(lock.acquire())) {
                task.cancel();
                await(turns(3));
                assertThat(log).containsExactly("a waits");
            }
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            assertThat(lock.isLocked()).isFalse();
            return done();
        });
        assertThat(log).containsExactly("a waits", "a leaves");
    }

    @Test
    void itTakesTheLockInSpiteOfFurtherCancellations() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(waiting("a"));
            try (Permit permit = await(lock.acquire())) {
                condition.signal();
                await(turns(2));
                for (int i = 1; i <= 3; i++) {
                    task.cancel("number " + i);
                    await(turns(2));
                    assertThat(task.isDone()).isFalse();
                }
            }
            assertThat(await(errorOf(task))).isInstanceOfSatisfying(CancelledError.class, error -> {
                assertThat(error).hasMessage("number 3");
                assertThat(error.source()).isSameAs(task);
            });
            assertThat(task.cancelling()).isEqualTo(3);
            return done();
        });
        assertThat(log).containsExactly("a waits", "a leaves");
    }

    @Test
    void aSignalForATaskThatIsCancelledInTheSameTurnGoesToTheNext() {
        VirtualLoop.run(() -> {
            Task<Void> a = await(waiting("a"));
            Task<Void> b = await(waiting("b"));
            await(signals(1));
            a.cancel();
            await(b);
            assertThat(a.isCancelled()).isTrue();
            return done();
        });
        assertThat(log).containsExactly("a waits", "b waits", "a leaves", "b signalled", "b leaves");
    }

    @Test
    void aSignalForATaskThatIsCancelledWhileItWaitsForTheLockGoesToTheNext() {
        VirtualLoop.run(() -> {
            Task<Void> a = await(waiting("a"));
            Task<Void> b = await(waiting("b"));
            try (Permit permit = await(lock.acquire())) {
                condition.signal();
                await(turns(2));
                a.cancel();
                await(turns(2));
            }
            await(b);
            assertThat(a.isCancelled()).isTrue();
            return done();
        });
        assertThat(log).containsExactly("a waits", "b waits", "a leaves", "b signalled", "b leaves");
    }

    @Test
    void aTaskCancelledBeforeAnySignalWakesNobody() {
        VirtualLoop.run(() -> {
            Task<Void> a = await(waiting("a"));
            Task<Void> b = await(waiting("b"));
            a.cancel();
            await(turns(4));
            assertThat(a.isCancelled()).isTrue();
            assertThat(b.isDone()).isFalse();
            await(signals(1));
            await(b);
            return done();
        });
    }

    @Test
    void aCancelledWaiterTakesNoSignal() {
        VirtualLoop.run(() -> {
            Task<Void> a = await(waiting("a"));
            Task<Void> b = await(waiting("b"));
            a.cancel();
            await(signals(1));
            await(b);
            assertThat(a.isCancelled()).isTrue();
            return done();
        });
    }

    @Test
    void aTimeoutOfAWaitHasTheLockToo() {
        VirtualLoop.run(() -> {
            try (Permit permit = await(lock.acquire())) {
                assertThat(await(errorOf(timeout(ofMillis(5), condition.waitFor()))))
                        .isInstanceOf(DeadlineExceededException.class);
                assertThat(lock.isLocked()).isTrue();
            }
            assertThat(lock.isLocked()).isFalse();
            return done();
        });
    }

    @Test
    void aLockTakenByTryAcquireIsHeldAgainAndReleasedByHand() {
        VirtualLoop.run(() -> {
            assertThat(lock.tryAcquire()).isTrue();
            start(signals(1));
            await(condition.waitFor());
            assertThat(lock.isLocked()).isTrue();
            lock.release();
            assertThat(lock.isLocked()).isFalse();
            return done();
        });
    }

    @Test
    void conditionsMayShareALock() {
        VirtualLoop.run(() -> {
            Condition other = new Condition(lock);
            Task<Void> task = await(waiting("a"));
            try (Permit permit = await(lock.acquire())) {
                other.signalAll();
            }
            await(turns(3));
            assertThat(task.isDone()).isFalse();
            await(signals(1));
            await(task);
            return done();
        });
    }

    @Test
    void itMakesALockOfItsOwn() {
        VirtualLoop.run(() -> {
            Condition own = new Condition();
            assertThat(own).hasToString("condition (unlocked)");
            try (Permit permit = await(own.acquire())) {
                assertThat(own.lock().isLocked()).isTrue();
                assertThat(own).hasToString("condition (locked)");
            }
            return done();
        });
    }

    @Test
    void anotherLoopIsToldSoAndTheLockIsHeldStill() {
        VirtualLoop.run(() -> {
            Task<Void> task = await(waiting("a"));
            task.cancel();
            await(errorOf(task));
            return done();
        });
        VirtualLoop.run(() -> {
            assertThat(lock.tryAcquire()).isTrue();
            assertThat(await(errorOf(condition.waitFor())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("this condition serves the tasks of another loop");
            assertThat(lock.isLocked()).isTrue();
            return done();
        });
    }
}
