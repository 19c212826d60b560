package dev.ikat;

import static dev.ikat.Ikat.*;

import dev.ikat.sync.Barrier;
import dev.ikat.sync.BrokenBarrierException;
import dev.ikat.sync.Condition;
import dev.ikat.sync.Event;
import dev.ikat.sync.Lock;
import dev.ikat.sync.Permit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Locks, conditions, events and barriers as CPython has them; {@link AsyncioLocksRandomTest} has the corners. */
@Timeout(120)
class AsyncioLocksTest extends AsyncioFixture {
    @Test
    void locksGoFromHandToHand() {
        same("""
                async def user(word, lock, time):
                    try:
                        async with lock:
                            log(word, "in")
                            if time >= 0:
                                await ms(time)
                        log(word, "out", lock.locked())
                    except asyncio.CancelledError:
                        log(word, "cancelled", lock.locked())
                        raise

                async def main():
                    lock = asyncio.Lock()
                    tasks = [asyncio.create_task(user(w, lock, t)) for w, t in
                             (("a", 5), ("b", 0), ("c", -1), ("d", 3), ("e", 7), ("f", 0))]
                    await ms(1)
                    tasks[1].cancel()
                    await ms(4)
                    tasks[2].cancel()
                    log("newcomer", lock.locked())
                    await user("newcomer", lock, 1)
                    tasks[4].cancel()
                    await asyncio.gather(*tasks, return_exceptions=True)
                    log("end", lock.locked())
                """, () -> {
            Lock lock = new Lock();
            List<Task<Void>> tasks = List.of(
                    start(user("a", lock, 5)),
                    start(user("b", lock, 0)),
                    start(user("c", lock, -1)),
                    start(user("d", lock, 3)),
                    start(user("e", lock, 7)),
                    start(user("f", lock, 0)));
            await(ms(1));
            tasks.get(1).cancel();
            await(ms(4));
            tasks.get(2).cancel();
            log("newcomer", truth(lock.isLocked()));
            await(user("newcomer", lock, 1));
            tasks.get(4).cancel();
            await(settled(tasks));
            log("end", truth(lock.isLocked()));
            return done();
        });
    }

    @Async
    private Coroutine<Void> user(String word, Lock lock, int time) {
        try {
            try (Permit permit = await(lock.acquire())) {
                log(word, "in");
                if (time >= 0) {
                    await(ms(time));
                }
            }
            log(word, "out", truth(lock.isLocked()));
        } catch (CancelledError e) {
            log(word, "cancelled", truth(lock.isLocked()));
            throw e;
        }
        return done();
    }

    @Async
    private static Coroutine<Void> settled(List<? extends Task<?>> tasks) {
        for (Task<?> task : tasks) {
            await(Tried.errorOf(task));
        }
        return done();
    }

    private static final String CONDITIONS = """
                async def consumer(word, condition, items):
                    async with condition:
                        try:
                            await condition.wait_for(lambda: items)
                            log(word, "takes", items.pop(0))
                            await ms(2)
                        except asyncio.CancelledError:
                            log(word, "cancelled", condition.locked())
                            raise

                async def main():
                    condition = asyncio.Condition()
                    items = []
                    tasks = [asyncio.create_task(consumer(w, condition, items)) for w in "abcde"]
                    await ms(1)
                    tasks[1].cancel()
                    await ms(1)
                    for item in range(3):
                        async with condition:
                            items.append(item)
                            condition.notify()
                            log("put", item)
                            await ms(item)
                    await ms(10)
                    async with condition:
                        items.extend((7, 8))
                        condition.notify_all()
                        await ms(1)
                        tasks[4].cancel()
                        await ms(1)
                        tasks[4].cancel()
                        log("cancelled", tasks[4].done())
                    await asyncio.gather(*tasks, return_exceptions=True)
                    log("left", items, condition.locked(), tasks[4].cancelled())
                """;

    @Test
    void conditionsHandItemsOver() {
        same(CONDITIONS, () -> {
            Condition condition = new Condition();
            List<Integer> items = new ArrayList<>();
            List<Task<Void>> tasks = new ArrayList<>();
            for (String word : List.of("a", "b", "c", "d", "e")) {
                tasks.add(start(consumer(word, condition, items)));
            }
            await(ms(1));
            tasks.get(1).cancel();
            await(ms(1));
            for (int item = 0; item < 3; item++) {
                try (Permit permit = await(condition.acquire())) {
                    items.add(item);
                    condition.signal();
                    log("put", item);
                    await(ms(item));
                }
            }
            await(ms(10));
            try (Permit permit = await(condition.acquire())) {
                items.addAll(List.of(7, 8));
                condition.signalAll();
                await(ms(1));
                tasks.get(4).cancel();
                await(ms(1));
                tasks.get(4).cancel();
                log("cancelled", truth(tasks.get(4).isDone()));
            }
            await(settled(tasks));
            log(
                    "left",
                    items,
                    truth(condition.lock().isLocked()),
                    truth(tasks.get(4).isCancelled()));
            return done();
        });
    }

    @Async
    private Coroutine<Void> consumer(String word, Condition condition, List<Integer> items) {
        try (Permit permit = await(condition.acquire())) {
            try {
                await(condition.waitUntil(() -> !items.isEmpty()));
                log(word, "takes", items.remove(0));
                await(ms(2));
            } catch (CancelledError e) {
                log(word, "cancelled", truth(condition.lock().isLocked()));
                throw e;
            }
        }
        return done();
    }

    private static final String BARRIERS = """
                async def party(word, barrier, go, time):
                    await go.wait()
                    await ms(time)
                    try:
                        log(word, await barrier.wait(), barrier.n_waiting)
                    except (asyncio.BrokenBarrierError, asyncio.CancelledError) as e:
                        log(word, name(e), barrier.broken, barrier.n_waiting)

                async def main():
                    barrier = asyncio.Barrier(3)
                    go = asyncio.Event()
                    tasks = [asyncio.create_task(party(w, barrier, go, t)) for w, t in
                             (("a", 3), ("b", 1), ("c", 2), ("d", 4), ("e", 5), ("f", 6), ("g", 7))]
                    await ms(7)
                    go.set()
                    go.clear()
                    log("go", go.is_set())
                    await ms(8)
                    log("one waits", barrier.n_waiting)
                    await barrier.reset()
                    log("reset", barrier.n_waiting, barrier.broken)
                    go.set()
                    tasks += [asyncio.create_task(party(w, barrier, go, 0)) for w in "hi"]
                    await ms(1)
                    tasks[-1].cancel()
                    await ms(1)
                    await barrier.abort()
                    log("abort", barrier.n_waiting, barrier.broken)
                    await party("j", barrier, go, 0)
                    await barrier.reset()
                    await asyncio.gather(*(party(w, barrier, go, 0) for w in "klm"))
                    await asyncio.gather(*tasks)
                """;

    @Test
    void barriersFillDrainResetAndBreak() {
        same(BARRIERS, () -> {
            Barrier barrier = new Barrier(3);
            Event go = new Event();
            List<Task<Void>> tasks = new ArrayList<>(List.of(
                    start(party("a", barrier, go, 3)),
                    start(party("b", barrier, go, 1)),
                    start(party("c", barrier, go, 2)),
                    start(party("d", barrier, go, 4)),
                    start(party("e", barrier, go, 5)),
                    start(party("f", barrier, go, 6)),
                    start(party("g", barrier, go, 7))));
            await(ms(7));
            go.set();
            go.clear();
            log("go", truth(go.isSet()));
            await(ms(8));
            log("one waits", barrier.waiting());
            await(barrier.reset());
            log("reset", barrier.waiting(), truth(barrier.isBroken()));
            go.set();
            tasks.add(start(party("h", barrier, go, 0)));
            tasks.add(start(party("i", barrier, go, 0)));
            await(ms(1));
            tasks.get(8).cancel();
            await(ms(1));
            await(barrier.abort());
            log("abort", barrier.waiting(), truth(barrier.isBroken()));
            await(party("j", barrier, go, 0));
            await(barrier.reset());
            await(gather(party("k", barrier, go, 0), party("l", barrier, go, 0), party("m", barrier, go, 0)));
            await(gather(tasks));
            return done();
        });
    }

    @Async
    private Coroutine<Void> party(String word, Barrier barrier, Event go, int time) {
        await(go.waitFor());
        await(ms(time));
        try {
            log(word, await(barrier.arrive()), barrier.waiting());
        } catch (BrokenBarrierException e) {
            log(word, "BrokenBarrierError", truth(barrier.isBroken()), barrier.waiting());
        } catch (CancelledError e) {
            log(word, name(e), truth(barrier.isBroken()), barrier.waiting());
        }
        return done();
    }
}
