package dev.ikat;

import static dev.ikat.Ikat.*;

import dev.ikat.sync.Barrier;
import dev.ikat.sync.Lock;
import dev.ikat.sync.Permit;
import dev.ikat.sync.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Corners that the comparison of random programs with CPython's has brought up, each as the smallest program that shows it, so
 * that they stay when the generators change. Where Ikat means to differ, the line is in docs/asyncio-semantics.md.
 */
@Timeout(120)
class AsyncioFoundTest extends AsyncioFixture {
    @Test
    void aTaskThatIsGatheredTwiceIsCancelledTwice() {
        same("""
                async def swallows():
                    try:
                        await ms(10)
                    except asyncio.CancelledError:
                        log("cancelled", asyncio.current_task().cancelling())
                    await ms(1)
                    log("ends")

                async def main():
                    task = asyncio.create_task(swallows())
                    both = asyncio.gather(task, task)
                    await ms(1)
                    both.cancel()
                    log(task.cancelling())
                    try:
                        await both
                    except asyncio.CancelledError:
                        log("gather cancelled")
                """, () -> {
            Task<Void> task = start(swallows());
            Promise<?> both = gather(task, task);
            await(ms(1));
            both.cancel();
            log(task.cancelling());
            try {
                await(both);
            } catch (CancelledError e) {
                log("gather cancelled");
            }
            return done();
        });
    }

    @Async
    private Coroutine<Void> swallows() {
        try {
            await(ms(10));
        } catch (CancelledError e) {
            log("cancelled", currentTask().cancelling());
        }
        await(ms(1));
        log("ends");
        return done();
    }

    @Test
    void aCancelledWaiterOfALockStaysInLineUntilItsTaskRuns() {
        same("""
                async def user(word, lock):
                    try:
                        async with lock:
                            log(word, "in")
                    except asyncio.CancelledError:
                        log(word, "cancelled", lock.locked())

                async def main():
                    lock = asyncio.Lock()
                    await lock.acquire()
                    a, b = (asyncio.create_task(user(word, lock)) for word in "ab")
                    await ms(1)
                    a.cancel()
                    lock.release()
                    asyncio.get_running_loop().call_soon(log, "between")
                    log("released", lock.locked())
                    await user("newcomer", lock)
                    await asyncio.gather(a, b)
                """, () -> {
            Lock lock = new Lock();
            await(lock.acquire());
            Task<Void> a = start(user("a", lock));
            Task<Void> b = start(user("b", lock));
            await(ms(1));
            a.cancel();
            lock.release();
            loop().callSoon(() -> log("between"));
            log("released", truth(lock.isLocked()));
            await(user("newcomer", lock));
            await(gather(a, b));
            return done();
        });
    }

    @Async
    private Coroutine<Void> user(String word, Lock lock) {
        try (Permit permit = await(lock.acquire())) {
            log(word, "in");
        } catch (CancelledError e) {
            log(word, "cancelled", truth(lock.isLocked()));
        }
        return done();
    }

    @Test
    void permitsReleasedInOneTurnLetInAsManyAtOnceInTheirOrder() {
        same("""
                async def user(word, semaphore):
                    try:
                        async with semaphore:
                            log(word, "in")
                            await ms(1)
                    except asyncio.CancelledError:
                        log(word, "cancelled")

                async def main():
                    semaphore = asyncio.Semaphore(0)
                    tasks = [asyncio.create_task(user(word, semaphore)) for word in "abcd"]
                    await ms(1)
                    for i in range(3):
                        semaphore.release()
                    tasks[1].cancel()
                    tasks.append(asyncio.create_task(user("newcomer", semaphore)))
                    await asyncio.gather(*tasks)
                """, () -> {
            Semaphore semaphore = new Semaphore(0);
            Task<Void> a = start(user("a", semaphore));
            Task<Void> b = start(user("b", semaphore));
            Task<Void> c = start(user("c", semaphore));
            Task<Void> d = start(user("d", semaphore));
            await(ms(1));
            for (int i = 0; i < 3; i++) {
                semaphore.release();
            }
            b.cancel();
            await(gather(a, b, c, d, user("newcomer", semaphore)));
            return done();
        });
    }

    @Async
    private Coroutine<Void> user(String word, Semaphore semaphore) {
        try (Permit permit = await(semaphore.acquire())) {
            log(word, "in");
            await(ms(1));
        } catch (CancelledError e) {
            log(word, "cancelled");
        }
        return done();
    }

    @Test
    void aCancelledTaskCountsAtABarrierUntilItHasRun() {
        same("""
                async def party(word, barrier):
                    try:
                        await barrier.wait()
                        log(word, "passes", barrier.n_waiting)
                    except asyncio.CancelledError:
                        log(word, "cancelled", barrier.n_waiting)

                async def main():
                    barrier = asyncio.Barrier(2)
                    first = asyncio.create_task(party("first", barrier))
                    await ms(1)
                    first.cancel()
                    log(barrier.n_waiting)
                    await party("main", barrier)
                    await first
                    log(barrier.n_waiting, barrier.broken)
                """, () -> {
            Barrier barrier = new Barrier(2);
            Task<Void> first = start(party("first", barrier));
            await(ms(1));
            first.cancel();
            log(barrier.waiting());
            await(party("main", barrier));
            await(first);
            log(barrier.waiting(), truth(barrier.isBroken()));
            return done();
        });
    }

    @Async
    private Coroutine<Void> party(String word, Barrier barrier) {
        try {
            await(barrier.arrive());
            log(word, "passes", barrier.waiting());
        } catch (CancelledError e) {
            log(word, "cancelled", barrier.waiting());
        }
        return done();
    }
}
