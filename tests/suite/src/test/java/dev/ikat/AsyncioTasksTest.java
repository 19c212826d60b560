package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Order, callbacks, timers and cancelling, as CPython has them. */
@Timeout(120)
class AsyncioTasksTest extends AsyncioFixture {
    @Test
    void tasksStartInOrderAndTakeTurns() {
        same("""
                async def child(word, yields):
                    log(word, "begins")
                    for i in range(yields):
                        await asyncio.sleep(0)
                        log(word, i)
                    return word

                async def main():
                    tasks = [asyncio.create_task(child(w, y)) for w, y in (("a", 3), ("b", 0), ("c", 2))]
                    log("started")
                    await asyncio.sleep(0)
                    log("main")
                    for task in tasks:
                        log("got", await task)
                """, () -> {
            List<Task<String>> tasks = List.of(start(child("a", 3)), start(child("b", 0)), start(child("c", 2)));
            log("started");
            await(yieldNow());
            log("main");
            for (Task<String> task : tasks) {
                log("got", await(task));
            }
            return done();
        });
    }

    @Async
    private Coroutine<String> child(String word, int yields) {
        log(word, "begins");
        for (int i = 0; i < yields; i++) {
            await(yieldNow());
            log(word, i);
        }
        return done(word);
    }

    @Test
    void tasksStartedByTasks() {
        same(
                """
                async def tree(path, depth):
                    log("begin", path)
                    if depth > 0:
                        tasks = [asyncio.create_task(tree(path + c, depth - 1)) for c in "xy"]
                        if depth % 2 == 0:
                            tasks.reverse()
                        for task in tasks:
                            await task
                    log("end", path)

                async def main():
                    task = asyncio.create_task(tree("r", 3))
                    await tree("m", 2)
                    log("mine done")
                    await task
                """,
                () -> {
                    Task<Void> task = start(tree("r", 3));
                    await(tree("m", 2));
                    log("mine done");
                    await(task);
                    return done();
                });
    }

    @Async
    private Coroutine<Void> tree(String path, int depth) {
        log("begin", path);
        if (depth > 0) {
            Task<Void> x = start(tree(path + "x", depth - 1));
            Task<Void> y = start(tree(path + "y", depth - 1));
            await(depth % 2 == 0 ? y : x);
            await(depth % 2 == 0 ? x : y);
        }
        log("end", path);
        return done();
    }

    @Test
    void callbacksAndAwaitersOfAPromise() {
        same("""
                async def waits(word, future):
                    log(word, await future)

                async def main():
                    loop = asyncio.get_running_loop()
                    future = loop.create_future()
                    future.add_done_callback(lambda f: log("callback 1"))
                    tasks = [asyncio.create_task(waits(w, future)) for w in "ab"]
                    await asyncio.sleep(0)
                    future.add_done_callback(lambda f: loop.call_soon(log, "soon from callback"))
                    future.add_done_callback(lambda f: log("callback 2"))
                    loop.call_soon(log, "soon before")
                    future.set_result("value")
                    loop.call_soon(log, "soon after")
                    future.add_done_callback(lambda f: log("callback 3"))
                    log("set")
                    log("main", await future)
                    for task in tasks:
                        task.add_done_callback(lambda t: log("task callback"))
                        await task
                    log("main goes on")
                    await asyncio.sleep(0)
                    log("end")
                """, () -> {
            Promise<String> future = promise();
            future.onDone(done -> log("callback 1"));
            List<Task<Void>> tasks = List.of(start(waits("a", future)), start(waits("b", future)));
            await(yieldNow());
            future.onDone(done -> loop().callSoon(() -> log("soon from callback")));
            future.onDone(done -> log("callback 2"));
            loop().callSoon(() -> log("soon before"));
            future.complete("value");
            loop().callSoon(() -> log("soon after"));
            future.onDone(done -> log("callback 3"));
            log("set");
            log("main", await(future));
            for (Task<Void> task : tasks) {
                task.onDone(done -> log("task callback"));
                await(task);
            }
            log("main goes on");
            await(yieldNow());
            log("end");
            return done();
        });
    }

    @Async
    private Coroutine<Void> waits(String word, Promise<String> future) {
        log(word, await(future));
        return done();
    }

    @Test
    void timersAndSleeps() {
        same("""
                async def sleeps(word, *times):
                    for time in times:
                        await ms(time)
                        log(word, time)

                async def main():
                    loop = asyncio.get_running_loop()
                    handle = loop.call_later(0.025, log, "never")
                    loop.call_later(0.015, log, "timer")
                    loop.call_later(0, log, "timer of zero")
                    loop.call_soon(log, "soon")
                    tasks = [asyncio.create_task(sleeps("a", 10, 20, 0)), asyncio.create_task(sleeps("b", 7, 0, 50))]
                    await ms(20)
                    handle.cancel()
                    log("main")
                    for task in tasks:
                        await task
                """, () -> {
            var handle = loop().callLater(ofMillis(25), () -> log("never"));
            loop().callLater(ofMillis(15), () -> log("timer"));
            loop().callLater(ZERO, () -> log("timer of zero"));
            loop().callSoon(() -> log("soon"));
            List<Task<Void>> tasks = List.of(start(sleeps("a", 10, 20, 0)), start(sleeps("b", 7, 0, 50)));
            await(ms(20));
            handle.cancel();
            log("main");
            for (Task<Void> task : tasks) {
                await(task);
            }
            return done();
        });
    }

    @Async
    private Coroutine<Void> sleeps(String word, int... times) {
        for (int time : times) {
            await(ms(time));
            log(word, time);
        }
        return done();
    }

    private static final String CANCELLATIONS = """
                async def victim(word, how):
                    log(word, "begins")
                    try:
                        if how == "sleep":
                            await ms(100)
                        elif how == "yield":
                            await asyncio.sleep(0)
                        elif how == "future":
                            await asyncio.get_running_loop().create_future()
                        elif how == "self":
                            asyncio.current_task().cancel("self")
                            log(word, "goes on")
                            await asyncio.sleep(0)
                        log(word, "not reached")
                    except asyncio.CancelledError as e:
                        log(word, "cancelled", e)
                        await asyncio.sleep(0)
                        log(word, "cleaned up")
                        raise

                async def main():
                    tasks = [asyncio.create_task(victim(h, h)) for h in ("sleep", "yield", "future", "self")]
                    for task in tasks:
                        task.add_done_callback(lambda t: log("done", t.cancelled(), t.cancelling()))
                    late = asyncio.create_task(victim("late", "sleep"))
                    early = asyncio.create_task(victim("early", "sleep"))
                    early.cancel("early")
                    await asyncio.sleep(0)
                    for task in tasks:
                        log("cancel", task.cancel("first"), task.cancel("second"))
                    log("all cancelled")
                    await asyncio.sleep(0)
                    late.cancel("late")
                    for task in tasks + [late, early]:
                        try:
                            await task
                        except asyncio.CancelledError as e:
                            log("main got", e, task.cancelling(), asyncio.current_task().cancelling())
                """;

    @Test
    void whenCancellationsAreDelivered() {
        same(CANCELLATIONS, () -> {
            List<Task<Void>> tasks = new ArrayList<>();
            for (String how : List.of("sleep", "yield", "future", "self")) {
                tasks.add(start(victim(how, how)));
            }
            for (Task<Void> task : tasks) {
                task.onDone(done -> log("done", truth(task.isCancelled()), task.cancelling()));
            }
            Task<Void> late = start(victim("late", "sleep"));
            Task<Void> early = start(victim("early", "sleep"));
            early.cancel("early");
            await(yieldNow());
            for (Task<Void> task : tasks) {
                log("cancel", truth(task.cancel("first")), truth(task.cancel("second")));
            }
            log("all cancelled");
            await(yieldNow());
            late.cancel("late");
            tasks.add(late);
            tasks.add(early);
            for (Task<Void> task : tasks) {
                try {
                    await(task);
                } catch (CancelledError e) {
                    log(
                            "main got",
                            e.getMessage(),
                            task.cancelling(),
                            currentTask().cancelling());
                }
            }
            return done();
        });
    }

    @Async
    private Coroutine<Void> victim(String word, String how) {
        log(word, "begins");
        try {
            switch (how) {
                case "sleep" -> await(ms(100));
                case "yield" -> await(yieldNow());
                case "future" -> await(promise());
                default -> {
                    currentTask().cancel("self");
                    log(word, "goes on");
                    await(yieldNow());
                }
            }
            log(word, "not reached");
        } catch (CancelledError e) {
            log(word, "cancelled", e.getMessage());
            await(yieldNow());
            log(word, "cleaned up");
            throw e;
        }
        return done();
    }

    @Test
    void aCancellationThroughAChainOfTasks() {
        same("""
                async def link(depth, swallow):
                    try:
                        if depth == 0:
                            await ms(100)
                        else:
                            await asyncio.create_task(link(depth - 1, swallow))
                        log(depth, "goes on")
                    except asyncio.CancelledError:
                        log(depth, "cancelled", asyncio.current_task().cancelling())
                        if depth != swallow:
                            raise
                        log(depth, "swallows", asyncio.current_task().uncancel())

                async def main():
                    for swallow in (-1, 0, 1, 3):
                        task = asyncio.create_task(link(3, swallow))
                        await ms(1)
                        task.cancel()
                        log("cancelled")
                        try:
                            await task
                            log("ended", swallow)
                        except asyncio.CancelledError:
                            log("was cancelled", swallow)
                """, () -> {
            for (int swallow : new int[] {-1, 0, 1, 3}) {
                Task<Void> task = start(link(3, swallow));
                await(ms(1));
                task.cancel();
                log("cancelled");
                try {
                    await(task);
                    log("ended", swallow);
                } catch (CancelledError e) {
                    log("was cancelled", swallow);
                }
            }
            return done();
        });
    }

    @Async
    private Coroutine<Void> link(int depth, int swallow) {
        try {
            if (depth == 0) {
                await(ms(100));
            } else {
                await(start(link(depth - 1, swallow)));
            }
            log(depth, "goes on");
        } catch (CancelledError e) {
            log(depth, "cancelled", currentTask().cancelling());
            if (depth != swallow) {
                throw e;
            }
            log(depth, "swallows", currentTask().uncancel());
        }
        return done();
    }
}
