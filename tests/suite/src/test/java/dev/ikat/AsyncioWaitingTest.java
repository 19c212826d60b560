package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;

import dev.ikat.sync.Permit;
import dev.ikat.sync.Semaphore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is done already, gather, timeouts, semaphores and the end of a run, as CPython has them. */
@Timeout(120)
class AsyncioWaitingTest extends AsyncioFixture {
    @Test
    void pendingCancellationsAndWhatIsDoneAlready() {
        same("""
                async def pending(word, awaits):
                    future = asyncio.get_running_loop().create_future()
                    future.set_result("ready")
                    asyncio.get_running_loop().call_soon(log, word, "soon")
                    asyncio.current_task().cancel()
                    log(word, await future)
                    if awaits:
                        try:
                            await asyncio.sleep(0)
                        except asyncio.CancelledError:
                            log(word, "delivered")
                            await asyncio.sleep(0)
                            log(word, "goes on")
                    return word

                async def main():
                    for awaits in (True, False):
                        task = asyncio.create_task(pending(awaits, awaits))
                        try:
                            log("got", await task)
                        except asyncio.CancelledError:
                            log("was cancelled")
                        log(task.cancelled(), task.cancelling())
                """, () -> {
            for (boolean awaits : new boolean[] {true, false}) {
                Task<String> task = start(pending(truth(awaits), awaits));
                try {
                    log("got", await(task));
                } catch (CancelledError e) {
                    log("was cancelled");
                }
                log(truth(task.isCancelled()), task.cancelling());
            }
            return done();
        });
    }

    @Async
    private Coroutine<String> pending(String word, boolean awaits) {
        Promise<String> future = promise();
        future.complete("ready");
        loop().callSoon(() -> log(word, "soon"));
        currentTask().cancel();
        log(word, await(future));
        if (awaits) {
            try {
                await(yieldNow());
            } catch (CancelledError e) {
                log(word, "delivered");
                await(yieldNow());
                log(word, "goes on");
            }
        }
        return done(word);
    }

    @Test
    void gatherFailsAtOnceWhileTheSiblingsGoOn() {
        same("""
                async def member(word, time, fails=False):
                    try:
                        await ms(time)
                        log(word, "ends")
                        if fails:
                            raise ValueError
                        return word
                    except asyncio.CancelledError:
                        log(word, "cancelled")
                        raise

                async def attempt(what):
                    try:
                        log("result", ",".join(await what))
                    except (ValueError, asyncio.CancelledError) as e:
                        log("error", name(e))

                async def main():
                    await attempt(asyncio.gather(member("a", 3), member("b", 1), member("c", 2)))
                    await attempt(asyncio.gather(member("d", 3), member("e", 1, True), member("f", 2, True)))
                    await ms(10)
                    task = asyncio.create_task(member("g", 5))
                    whole = asyncio.gather(task, member("h", 3))
                    await ms(1)
                    task.cancel()
                    await attempt(whole)
                    log(whole.cancelled(), task.cancelled())
                    await ms(10)
                    whole = asyncio.gather(member("i", 5), member("j", 3), asyncio.gather(member("k", 2)))
                    await ms(1)
                    log(whole.cancel())
                    await attempt(whole)
                    outer = asyncio.create_task(attempt(asyncio.gather(member("l", 5), member("m", 0))))
                    await ms(1)
                    outer.cancel()
                    await outer
                    log(outer.cancelled())
                """, () -> {
            await(attempt(gather(member("a", 3, false), member("b", 1, false), member("c", 2, false))));
            await(attempt(gather(member("d", 3, false), member("e", 1, true), member("f", 2, true))));
            await(ms(10));
            Task<String> task = start(member("g", 5, false));
            Promise<List<String>> whole = gather(task, member("h", 3, false));
            await(ms(1));
            task.cancel();
            await(attempt(whole));
            log(truth(whole.isCancelled()), truth(task.isCancelled()));
            await(ms(10));
            Promise<List<Object>> nested =
                    gather(member("i", 5, false), member("j", 3, false), gather(member("k", 2, false)));
            await(ms(1));
            log(truth(nested.cancel()));
            await(attempt(nested));
            Task<Void> outer = start(attempt(gather(member("l", 5, false), member("m", 0, false))));
            await(ms(1));
            outer.cancel();
            await(outer);
            log(truth(outer.isCancelled()));
            return done();
        });
    }

    @Async
    private Coroutine<String> member(String word, int time, boolean fails) {
        try {
            await(ms(time));
            log(word, "ends");
            if (fails) {
                throw new ValueError();
            }
            return done(word);
        } catch (CancelledError e) {
            log(word, "cancelled");
            throw e;
        }
    }

    @Async
    private Coroutine<Void> attempt(Promise<? extends List<?>> what) {
        try {
            List<String> words = new ArrayList<>();
            for (Object each : await(what)) {
                words.add(String.valueOf(each));
            }
            log("result", String.join(",", words));
        } catch (ValueError | CancelledError e) {
            log("error", name(e));
        }
        return done();
    }

    private static final String TIMEOUTS = """
                async def body(word, time, swallow):
                    try:
                        await ms(time)
                        log(word, "ends")
                    except asyncio.CancelledError:
                        log(word, "cancelled", asyncio.current_task().cancelling())
                        await ms(2)
                        if not swallow:
                            raise
                        log(word, "swallows")
                    return word

                async def limited(word, outer, inner, time, swallow):
                    try:
                        async with asyncio.timeout(outer / 1000) as first:
                            try:
                                async with asyncio.timeout(inner / 1000) as second:
                                    log(await body(word, time, swallow))
                            except TimeoutError:
                                log(word, "inner expired")
                                await asyncio.sleep(0)
                                raise
                            finally:
                                log(word, first.expired(), second.expired(), asyncio.current_task().cancelling())
                    except (TimeoutError, asyncio.CancelledError) as e:
                        log(word, name(e), first.expired(), asyncio.current_task().cancelling())
                        if not isinstance(e, TimeoutError):
                            raise

                async def main():
                    tasks = [asyncio.create_task(limited(*a)) for a in (
                        ("in time", 100, 50, 10, False), ("inner", 101, 51, 200, False), ("outer", 52, 102, 200, False),
                        ("both", 53, 53, 200, False), ("swallowed", 103, 54, 200, True), ("in cleanup", 56, 55, 200, False),
                        ("zero", 0, 104, 200, False), ("negative", 105, -1, 0, False))]
                    for task in tasks:
                        await task
                    for when in (9, 10, 11):
                        task = asyncio.create_task(limited("cancelled", 100, 10, 200, False))
                        await asyncio.sleep(0)
                        asyncio.get_running_loop().call_later(when / 1000, task.cancel)
                        try:
                            await task
                            log("not cancelled")
                        except asyncio.CancelledError:
                            log("was cancelled", when)
                """;

    @Test
    void timeoutsThatNestAndThoseThatMeetACancellation() {
        same(TIMEOUTS, () -> {
            List<Task<Void>> tasks = List.of(
                    start(limited("in time", 100, 50, 10, false)),
                    start(limited("inner", 101, 51, 200, false)),
                    start(limited("outer", 52, 102, 200, false)),
                    start(limited("both", 53, 53, 200, false)),
                    start(limited("swallowed", 103, 54, 200, true)),
                    start(limited("in cleanup", 56, 55, 200, false)),
                    start(limited("zero", 0, 104, 200, false)),
                    start(limited("negative", 105, -1, 0, false)));
            for (Task<Void> task : tasks) {
                await(task);
            }
            for (int when : new int[] {9, 10, 11}) {
                Task<Void> task = start(limited("cancelled", 100, 10, 200, false));
                await(yieldNow());
                loop().callLater(ofMillis(when), task::cancel);
                try {
                    await(task);
                    log("not cancelled");
                } catch (CancelledError e) {
                    log("was cancelled", when);
                }
            }
            return done();
        });
    }

    @Async
    private Coroutine<String> body(String word, int time, boolean swallow) {
        try {
            await(ms(time));
            log(word, "ends");
        } catch (CancelledError e) {
            log(word, "cancelled", currentTask().cancelling());
            await(ms(2));
            if (!swallow) {
                throw e;
            }
            log(word, "swallows");
        }
        return done(word);
    }

    @Async
    private Coroutine<Void> limited(String word, int outer, int inner, int time, boolean swallow) {
        Deadline[] first = new Deadline[1];
        try {
            await(timeout(ofMillis(outer), deadline -> {
                first[0] = deadline;
                Deadline[] second = new Deadline[1];
                try {
                    await(timeout(ofMillis(inner), within -> {
                        second[0] = within;
                        log(await(body(word, time, swallow)));
                        return done();
                    }));
                } catch (DeadlineExceededException e) {
                    log(word, "inner expired");
                    await(yieldNow());
                    throw e;
                } finally {
                    log(
                            word,
                            truth(deadline.expired()),
                            truth(second[0].expired()),
                            currentTask().cancelling());
                }
                return done();
            }));
        } catch (DeadlineExceededException | CancelledError e) {
            log(word, name(e), truth(first[0].expired()), currentTask().cancelling());
            if (e instanceof CancelledError cancelled) {
                throw cancelled;
            }
        }
        return done();
    }

    private static final String SEMAPHORES = """
                async def user(word, semaphore, time):
                    try:
                        async with semaphore:
                            log(word, "in")
                            if time == 0:
                                await asyncio.sleep(0)
                            elif time > 0:
                                await ms(time)
                        log(word, "out", semaphore.locked())
                    except asyncio.CancelledError:
                        log(word, "cancelled", semaphore.locked())
                        raise

                async def main():
                    for permits in (1, 2):
                        semaphore = asyncio.Semaphore(permits)
                        tasks = [asyncio.create_task(user(w, semaphore, t)) for w, t in
                                 (("a", 5), ("b", 0), ("c", -1), ("d", 3), ("e", 7), ("f", 0), ("g", 2))]
                        await ms(1)
                        tasks[1].cancel()
                        tasks[4].cancel()
                        await ms(4)
                        log("newcomer")
                        await user("newcomer", semaphore, 1)
                        semaphore.release()
                        semaphore.release()
                        log("released", semaphore.locked())
                        await user("another", semaphore, -1)
                        await asyncio.gather(*tasks, return_exceptions=True)
                        log("end", semaphore.locked())
                    semaphore = asyncio.Semaphore(0)
                    tasks = [asyncio.create_task(user(w, semaphore, 0)) for w in "xyz"]
                    await asyncio.sleep(0)
                    semaphore.release()
                    tasks[0].cancel()
                    log("handed over and cancelled", semaphore.locked())
                    await asyncio.sleep(0)
                    semaphore.release()
                    semaphore.release()
                    await user("last", semaphore, 0)
                    await asyncio.gather(*tasks, return_exceptions=True)
                    log("end", semaphore.locked())
                """;

    @Test
    void semaphoresHandPermitsOverInOrder() {
        same(SEMAPHORES, () -> {
            for (int permits : new int[] {1, 2}) {
                Semaphore semaphore = new Semaphore(permits);
                List<Task<Void>> tasks = List.of(
                        start(user("a", semaphore, 5)),
                        start(user("b", semaphore, 0)),
                        start(user("c", semaphore, -1)),
                        start(user("d", semaphore, 3)),
                        start(user("e", semaphore, 7)),
                        start(user("f", semaphore, 0)),
                        start(user("g", semaphore, 2)));
                await(ms(1));
                tasks.get(1).cancel();
                tasks.get(4).cancel();
                await(ms(4));
                log("newcomer");
                await(user("newcomer", semaphore, 1));
                semaphore.release();
                semaphore.release();
                log("released", truth(semaphore.isLocked()));
                await(user("another", semaphore, -1));
                await(settled(tasks));
                log("end", truth(semaphore.isLocked()));
            }
            Semaphore semaphore = new Semaphore(0);
            List<Task<Void>> tasks = List.of(
                    start(user("x", semaphore, 0)), start(user("y", semaphore, 0)), start(user("z", semaphore, 0)));
            await(yieldNow());
            semaphore.release();
            tasks.get(0).cancel();
            log("handed over and cancelled", truth(semaphore.isLocked()));
            await(yieldNow());
            semaphore.release();
            semaphore.release();
            await(user("last", semaphore, 0));
            await(settled(tasks));
            log("end", truth(semaphore.isLocked()));
            return done();
        });
    }

    @Async
    private Coroutine<Void> user(String word, Semaphore semaphore, int time) {
        try {
            try (Permit permit = await(semaphore.acquire())) {
                log(word, "in");
                if (time == 0) {
                    await(yieldNow());
                } else if (time > 0) {
                    await(ms(time));
                }
            }
            log(word, "out", truth(semaphore.isLocked()));
        } catch (CancelledError e) {
            log(word, "cancelled", truth(semaphore.isLocked()));
            throw e;
        }
        return done();
    }

    @Async
    private static Coroutine<Void> settled(List<Task<Void>> tasks) {
        for (Task<Void> task : tasks) {
            await(Tried.errorOf(task));
        }
        return done();
    }

    @Test
    void whatIsLeftWhenTheMainEnds() {
        same("""
                async def left(word, time):
                    log(word, "begins")
                    try:
                        await asyncio.get_running_loop().create_future()
                    finally:
                        await ms(time)
                        log(word, "ends")

                async def main():
                    asyncio.create_task(left("a", 20))
                    asyncio.create_task(left("b", 10))
                    await ms(5)
                    asyncio.create_task(left("c", 30))
                    log("main ends")
                """, () -> {
            start(left("a", 20));
            start(left("b", 10));
            await(ms(5));
            start(left("c", 30));
            log("main ends");
            return done();
        });
    }

    @Async
    private Coroutine<Void> left(String word, int time) {
        log(word, "begins");
        try {
            await(promise());
        } finally {
            await(ms(time));
            log(word, "ends");
        }
        return done();
    }
}
