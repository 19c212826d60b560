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

/** The sentences on locks in what asyncio does. */
class LockTest {
    final List<Object> log = new ArrayList<>();

    @Async
    Coroutine<Void> holds(Lock lock, String word, int turns) {
        try (Permit permit = await(lock.acquire())) {
            log.add(word + " in");
            await(turns(turns));
            log.add(word + " out");
        }
        return done();
    }

    @Test
    void oneTaskIsInsideAtATimeInTheOrderOfTheirAsking() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            await(gather(holds(lock, "a", 3), holds(lock, "b", 0), holds(lock, "c", 1)));
            assertThat(lock.isLocked()).isFalse();
            return done();
        });
        assertThat(log).containsExactly("a in", "a out", "b in", "b out", "c in", "c out");
    }

    @Test
    void aFreeLockIsTakenWithoutYielding() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            loop().callSoon(() -> log.add("callback"));
            Permit permit = await(lock.acquire());
            log.add("acquired");
            assertThat(lock.isLocked()).isTrue();
            permit.close();
            assertThat(lock.isLocked()).isFalse();
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("acquired", "callback");
    }

    @Test
    void nothingIsTakenBeforeTheAcquireIsAwaited() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            Coroutine<Permit> acquire = lock.acquire();
            assertThat(lock.isLocked()).isFalse();
            await(acquire).close();
            assertThat(await(errorOf(acquire)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("runs once");
            return done();
        });
    }

    @Test
    void anAcquireThatIsClosedTakesNothing() {
        Lock lock = new Lock();
        lock.acquire().close();
        assertThat(lock.tryAcquire()).isTrue();
    }

    @Test
    void tryAcquireTakesAFreeLockOnly() {
        Lock lock = new Lock();
        assertThat(lock.tryAcquire()).isTrue();
        assertThat(lock.tryAcquire()).isFalse();
        lock.release();
        assertThat(lock.tryAcquire()).isTrue();
    }

    @Test
    void theReleaseOfAFreeLockIsAnError() {
        assertThatThrownBy(() -> new Lock().release())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the lock is not held, so it cannot be released; first await acquire()");
    }

    @Test
    void aPermitGivesTheLockBackOnceHoweverOftenItIsClosed() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            Permit first = await(lock.acquire());
            first.close();
            first.close();
            Permit second = await(lock.acquire());
            first.close();
            assertThat(lock.isLocked()).as("it is another's now").isTrue();
            second.close();
            assertThat(lock.isLocked()).isFalse();
            return done();
        });
    }

    @Test
    void afterAReleaseThePermitIsSpent() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            try (Permit permit = await(lock.acquire())) {
                lock.release();
                assertThat(lock.tryAcquire()).isTrue();
            }
            assertThat(lock.isLocked()).as("by tryAcquire").isTrue();
            return done();
        });
    }

    @Test
    void anotherTaskMayReleaseIt() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            assertThat(lock.tryAcquire()).isTrue();
            await(start(() -> {
                await(yieldNow());
                lock.release();
                return done();
            }));
            assertThat(lock.isLocked()).isFalse();
            return done();
        });
    }

    @Test
    void betweenAReleaseAndTheRunOfTheWaiterItIsNotLockedButNobodyOvertakes() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            Permit held = await(lock.acquire());
            Task<Void> waiter = start(holds(lock, "waiter", 0));
            await(yieldNow());
            held.close();
            assertThat(lock.isLocked()).isFalse();
            assertThat(lock.tryAcquire()).isFalse();
            assertThatThrownBy(lock::release).isInstanceOf(IllegalStateException.class);
            Task<Void> newcomer = start(holds(lock, "newcomer", 0));
            await(holds(lock, "third", 0));
            await(gather(waiter, newcomer));
            return done();
        });
        assertThat(log)
                .containsExactly("waiter in", "waiter out", "third in", "third out", "newcomer in", "newcomer out");
    }

    @Test
    void aWaiterThatIsCancelledLeavesTheQueue() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            Permit held = await(lock.acquire());
            Task<Void> first = start(holds(lock, "first", 0));
            Task<Void> second = start(holds(lock, "second", 0));
            Task<Void> third = start(holds(lock, "third", 0));
            await(yieldNow());
            second.cancel();
            await(yieldNow());
            assertThat(second.isCancelled()).isTrue();
            held.close();
            await(gather(first, third));
            return done();
        });
        assertThat(log).containsExactly("first in", "first out", "third in", "third out");
    }

    @Test
    void aReleaseWhileTheFirstWaiterIsBeingCancelledWakesTheNext() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            Permit held = await(lock.acquire());
            Task<Void> first = start(holds(lock, "first", 0));
            Task<Void> second = start(holds(lock, "second", 0));
            await(yieldNow());
            first.cancel();
            held.close();
            await(second);
            assertThat(first.isCancelled()).isTrue();
            assertThat(lock.isLocked()).isFalse();
            return done();
        });
        assertThat(log).containsExactly("second in", "second out");
    }

    @Test
    void aWokenWaiterThatIsCancelledWakesTheNext() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            Permit held = await(lock.acquire());
            Task<Void> first = start(holds(lock, "first", 0));
            Task<Void> second = start(holds(lock, "second", 0));
            await(yieldNow());
            held.close();
            first.cancel();
            await(second);
            assertThat(await(errorOf(first))).isInstanceOf(CancelledError.class);
            return done();
        });
        assertThat(log).containsExactly("second in", "second out");
    }

    @Test
    void theLastWaiterCancelledAfterItWasWokenLeavesTheLockFree() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            Permit held = await(lock.acquire());
            Task<Void> task = start(holds(lock, "task", 0));
            await(yieldNow());
            held.close();
            task.cancel();
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            assertThat(lock.tryAcquire()).isTrue();
            return done();
        });
    }

    @Test
    void whenAllWhoWaitAreCancelledTheLockIsFreeAtOnce() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            Permit held = await(lock.acquire());
            Task<Void> first = start(holds(lock, "first", 0));
            Task<Void> second = start(holds(lock, "second", 0));
            await(yieldNow());
            first.cancel();
            second.cancel();
            held.close();
            assertThat(lock.tryAcquire()).isTrue();
            await(turns(3));
            assertThat(lock.isLocked()).as("the cancelled ones left it alone").isTrue();
            lock.release();
            assertThat(lock.isLocked()).isFalse();
            return done();
        });
    }

    @Test
    void aTimeoutOfAnAcquireLosesNoTurn() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            Permit held = await(lock.acquire());
            loop().callLater(ofMillis(5), held::close);
            assertThat(await(errorOf(timeout(ofMillis(5), lock.acquire()))))
                    .as("released and expired at the same moment")
                    .isInstanceOf(DeadlineExceededException.class);
            assertThat(lock.tryAcquire()).isTrue();
            return done();
        });
    }

    @Test
    void anErrorInsideGivesTheLockBack() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            Task<Void> task = start(() -> {
                try (Permit permit = await(lock.acquire())) {
                    await(failing(new IllegalArgumentException("inside"), 1));
                }
                return done();
            });
            assertThat(await(errorOf(task))).hasMessage("inside");
            assertThat(lock.isLocked()).isFalse();
            return done();
        });
    }

    @Test
    void anotherLoopIsToldSo() {
        Lock lock = new Lock();
        assertThat(lock.tryAcquire()).isTrue();
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(timeout(ofMillis(1), lock.acquire()))))
                    .isInstanceOf(DeadlineExceededException.class);
            return done();
        });
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(lock.acquire())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("this lock serves the tasks of another loop");
            lock.release();
            await(holds(lock, "task", 0)); // free, so that it binds to none
            return done();
        });
    }

    @Test
    void aReleaseFromAForeignThreadIsRefusedAndLosesNoWaiter() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            Permit held = await(lock.acquire());
            Task<Void> waiter = start(holds(lock, "waiter", 0));
            await(yieldNow());
            AtomicReference<Throwable> error = new AtomicReference<>();
            Thread thread = new Thread(held::close, "foreign");
            thread.setUncaughtExceptionHandler((dead, thrown) -> error.set(thrown));
            thread.start();
            thread.join();
            assertThat(error.get())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("callSoonThreadsafe");
            assertThat(lock.isLocked()).isTrue();
            held.close();
            await(waiter);
            return done();
        });
    }

    @Test
    void itTellsItsState() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            assertThat(lock).hasToString("lock (unlocked)");
            Permit held = await(lock.acquire());
            Task<Void> waiter = start(holds(lock, "waiter", 0));
            Task<Void> other = start(holds(lock, "other", 0));
            await(yieldNow());
            assertThat(lock).hasToString("lock (locked, 2 waiting)");
            held.close();
            assertThat(lock).hasToString("lock (unlocked, 1 waiting)");
            await(gather(waiter, other));
            return done();
        });
    }

    @Test
    void aThousandWaitersMayLeaveFromAnywhere() {
        VirtualLoop.run(() -> {
            Lock lock = new Lock();
            Permit held = await(lock.acquire());
            List<Task<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                tasks.add(start(holds(lock, "", 0)));
            }
            await(yieldNow());
            for (int i = 0; i < 1000; i += i % 3 + 1) {
                tasks.get(i).cancel();
            }
            held.close();
            for (Task<Void> task : tasks) {
                await(errorOf(task));
            }
            long cancelled = tasks.stream().filter(Task::isCancelled).count();
            assertThat(log).hasSize((int) (2 * (1000 - cancelled)));
            assertThat(lock.isLocked()).isFalse();
            return done();
        });
    }
}
