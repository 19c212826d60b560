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
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** The sentences on semaphores in what asyncio does. */
class SemaphoreTest {
    final List<Object> log = new ArrayList<>();

    @Async
    Coroutine<Void> holds(Semaphore semaphore, String word, int millis) {
        try (Permit permit = await(semaphore.acquire())) {
            log.add(word + " in");
            await(sleep(ofMillis(millis)));
            log.add(word + " out");
        }
        return done();
    }

    @Test
    void soManyTasksAreInsideAtATimeInTheOrderOfTheirAsking() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(2);
            await(gather(
                    holds(semaphore, "a", 10),
                    holds(semaphore, "b", 15),
                    holds(semaphore, "c", 10),
                    holds(semaphore, "d", 10)));
            assertThat(semaphore.available()).isEqualTo(2);
            return done();
        });
        assertThat(log).containsExactly("a in", "b in", "a out", "c in", "b out", "d in", "c out", "d out");
    }

    @Test
    void aFreePermitIsTakenWithoutYielding() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(1);
            loop().callSoon(() -> log.add("callback"));
            Permit permit = await(semaphore.acquire());
            log.add("acquired");
            permit.close();
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("acquired", "callback");
    }

    @Test
    void nothingIsTakenBeforeTheAcquireIsAwaited() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(1);
            Coroutine<Permit> acquire = semaphore.acquire();
            assertThat(semaphore.available()).isEqualTo(1);
            await(acquire).close();
            return done();
        });
    }

    @Test
    void aPermitIsGivenBackOnceHoweverOftenItIsClosed() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(1);
            Permit permit = await(semaphore.acquire());
            assertThat(semaphore.available()).isZero();
            permit.close();
            permit.close();
            assertThat(semaphore.available()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void releaseAddsAPermit() {
        Semaphore semaphore = new Semaphore(0);
        assertThat(semaphore.tryAcquire()).isFalse();
        semaphore.release();
        assertThat(semaphore.tryAcquire()).isTrue();
    }

    @Test
    void aNegativeNumberOfPermitsIsAnError() {
        assertThatThrownBy(() -> new Semaphore(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1");
    }

    @Test
    void aReleaseHandsThePermitToTheFirstWaiterAndNobodyOvertakes() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(1);
            Permit held = await(semaphore.acquire());
            Task<Void> waiter = start(holds(semaphore, "waiter", 0));
            await(yieldNow());
            assertThat(semaphore.isLocked()).isTrue();
            held.close();
            assertThat(semaphore.available()).as("it is the waiter's already").isZero();
            assertThat(semaphore.tryAcquire()).isFalse();
            Task<Void> newcomer = start(holds(semaphore, "newcomer", 0));
            await(gather(waiter, newcomer));
            return done();
        });
        assertThat(log).containsExactly("waiter in", "waiter out", "newcomer in", "newcomer out");
    }

    @Test
    void tryAcquireDoesNotOvertakeWaiters() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(0);
            Task<Void> first = start(holds(semaphore, "first", 0));
            Task<Void> second = start(holds(semaphore, "second", 0));
            await(yieldNow());
            semaphore.release();
            assertThat(semaphore.tryAcquire()).isFalse();
            semaphore.release();
            assertThat(semaphore.tryAcquire()).isFalse();
            await(gather(first, second));
            return done();
        });
        assertThat(log).startsWith("first in", "second in");
    }

    @Test
    void aNewcomerDoesNotEnterBeforeAWaiterThatIsBeingWoken() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(0);
            Task<Void> waiter = start(holds(semaphore, "waiter", 1));
            await(yieldNow());
            semaphore.release();
            semaphore.release();
            assertThat(semaphore.available()).isEqualTo(1);
            assertThat(semaphore.isLocked()).isTrue();
            await(holds(semaphore, "newcomer", 1));
            await(waiter);
            assertThat(semaphore.isLocked()).isFalse();
            assertThat(semaphore.available()).isEqualTo(2);
            return done();
        });
        assertThat(log).containsExactly("waiter in", "newcomer in", "waiter out", "newcomer out");
    }

    @Test
    void thoseWhoCameWhileAWaiterWasBeingWokenAllFollowItAtOnce() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(0);
            Task<Void> waiter = start(holds(semaphore, "waiter", 1));
            await(yieldNow());
            Task<Void> second = start(holds(semaphore, "second", 1));
            Task<Void> third = start(holds(semaphore, "third", 1));
            for (int i = 0; i < 3; i++) {
                semaphore.release();
            }
            await(turns(2));
            assertThat(log).containsExactly("waiter in", "second in", "third in");
            await(gather(waiter, second, third));
            return done();
        });
    }

    @Test
    void aWaiterThatIsCancelledLeavesTheQueue() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(0);
            Task<Void> first = start(holds(semaphore, "first", 0));
            Task<Void> second = start(holds(semaphore, "second", 0));
            await(yieldNow());
            first.cancel();
            semaphore.release();
            await(second);
            assertThat(first.isCancelled()).isTrue();
            assertThat(semaphore.available()).isEqualTo(1);
            return done();
        });
        assertThat(log).containsExactly("second in", "second out");
    }

    @Test
    void aWaiterCancelledAfterItWasHandedThePermitPassesItOn() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(0);
            Task<Void> first = start(holds(semaphore, "first", 0));
            Task<Void> second = start(holds(semaphore, "second", 0));
            await(yieldNow());
            semaphore.release();
            first.cancel();
            await(second);
            assertThat(await(errorOf(first))).isInstanceOf(CancelledError.class);
            assertThat(semaphore.available()).isEqualTo(1);
            return done();
        });
        assertThat(log).containsExactly("second in", "second out");
    }

    @Test
    void theLastWaiterCancelledAfterItWasHandedThePermitGivesItBack() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(0);
            Task<Void> task = start(holds(semaphore, "task", 0));
            await(yieldNow());
            semaphore.release();
            task.cancel();
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            assertThat(semaphore.available()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void aTaskCancelledBeforeItAsksTakesNothing() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(0);
            Task<Void> task = start(() -> {
                await(yieldNow());
                currentTask().cancel();
                return holds(semaphore, "task", 0);
            });
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            semaphore.release();
            assertThat(semaphore.available()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void aTimeoutOfAnAcquireLosesNoPermit() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(1);
            Task<Void> holder = start(holds(semaphore, "holder", 10));
            await(yieldNow());
            assertThat(await(errorOf(timeout(ofMillis(5), semaphore.acquire()))))
                    .isInstanceOf(DeadlineExceededException.class);
            assertThat(await(errorOf(timeout(ofMillis(5), semaphore.acquire()))))
                    .as("released and expired at the same moment")
                    .isInstanceOfAny(DeadlineExceededException.class);
            await(holder);
            assertThat(semaphore.available()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void anErrorInsideGivesThePermitBack() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(1);
            Task<Void> task = start(() -> {
                try (Permit permit = await(semaphore.acquire())) {
                    await(failing(new IllegalArgumentException("inside"), 1));
                }
                return done();
            });
            assertThat(await(errorOf(task))).hasMessage("inside");
            assertThat(semaphore.available()).isEqualTo(1);
            return done();
        });
    }

    @Test
    void anotherLoopIsToldSo() {
        Semaphore semaphore = new Semaphore(0);
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(timeout(ofMillis(1), semaphore.acquire()))))
                    .isInstanceOf(DeadlineExceededException.class);
            return done();
        });
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(semaphore.acquire())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("another loop");
            return done();
        });
    }

    @Test
    void aReleaseFromAForeignThreadIsRefusedAndLosesNoWaiter() {
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(0);
            Task<Void> waiter = start(holds(semaphore, "waiter", 0));
            await(yieldNow());
            AtomicReference<Throwable> error = new AtomicReference<>();
            Thread thread = new Thread(semaphore::release, "foreign");
            thread.setUncaughtExceptionHandler((dead, thrown) -> error.set(thrown));
            thread.start();
            thread.join();
            assertThat(error.get())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("callSoonThreadsafe");
            semaphore.release();
            await(waiter);
            return done();
        });
    }
}
