package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Waits, shields, settled gathers and completions, against CPython. */
class AsyncioSeveralTest extends AsyncioChildren {
    private static final String WAITS = CHILD + """
                async def main():
                    for until in (asyncio.FIRST_COMPLETED, asyncio.FIRST_EXCEPTION, asyncio.ALL_COMPLETED):
                        for limit in (None, 0, 0.001, 0.006, 0.1):
                            tasks = {w: asyncio.create_task(child(w, t, w == "c")) for w, t in
                                     (("a", 5), ("b", 2), ("c", 8), ("d", 12), ("e", 4))}
                            asyncio.get_running_loop().call_later(0.003, tasks["d"].cancel)
                            done, pending = await asyncio.wait(tasks.values(), timeout=limit, return_when=until)
                            log(*(w for w in tasks if tasks[w] in done), "|", *(w for w in tasks if tasks[w] in pending))
                            waiting = asyncio.create_task(asyncio.wait(tasks.values()))
                            await asyncio.sleep(0)
                            log(waiting.cancel())
                            done, pending = await asyncio.wait(tasks.values())
                            log(len(done), len(pending), waiting.cancelled())
                            [task.cancelled() or task.exception() for task in done]
                """;

    @Test
    void waits() {
        same(WAITS, () -> {
            for (Until until : Until.values()) {
                for (int limit : new int[] {-1, 0, 1, 6, 100}) {
                    Map<String, Task<String>> tasks = new LinkedHashMap<>();
                    Object[][] starts = {{"a", 5}, {"b", 2}, {"c", 8}, {"d", 12}, {"e", 4}};
                    for (Object[] each : starts) {
                        String word = (String) each[0];
                        tasks.put(word, start(child(word, (Integer) each[1], word.equals("c"), 0, "raise")));
                    }
                    loop().callLater(ofMillis(3), tasks.get("d")::cancel);
                    Waited<Task<String>> waited = limit < 0
                            ? await(waitFor(tasks.values(), until))
                            : await(waitFor(tasks.values(), until, ofMillis(limit)));
                    List<Object> line = new ArrayList<>();
                    tasks.keySet().stream()
                            .filter(word -> waited.done().contains(tasks.get(word)))
                            .forEach(line::add);
                    line.add("|");
                    tasks.keySet().stream()
                            .filter(word -> waited.pending().contains(tasks.get(word)))
                            .forEach(line::add);
                    log(line.toArray());
                    Task<Waited<Task<String>>> waiting = start(waitFor(tasks.values(), ALL_COMPLETED));
                    await(yieldNow());
                    log(truth(waiting.cancel()));
                    Waited<Task<String>> all = await(waitFor(tasks.values(), ALL_COMPLETED));
                    log(all.done().size(), all.pending().size(), truth(waiting.isCancelled()));
                    tasks.get("c").exception(); // to wait for it is not to see its error
                }
            }
            return done();
        });
    }

    private static final String SHIELDS = CHILD + """
                async def guarded(inner, deadline):
                    try:
                        async with asyncio.timeout(deadline / 1000):
                            log("got", await asyncio.shield(inner))
                    except (TimeoutError, ValueError, asyncio.CancelledError) as e:
                        log(name(e), inner.done(), asyncio.current_task().cancelling())

                async def main():
                    for deadline in (2, 5, 9):
                        for fails in (False, True):
                            for outer, within in ((None, None), (1, None), (None, 1), (1, 1)):
                                inner = asyncio.create_task(child("inner", 5, fails))
                                task = asyncio.create_task(guarded(inner, deadline))
                                if outer:
                                    asyncio.get_running_loop().call_later(outer / 1000, task.cancel)
                                if within:
                                    asyncio.get_running_loop().call_later(within / 1000, inner.cancel)
                                await task
                                try:
                                    log("inner", await inner)
                                except (ValueError, asyncio.CancelledError) as e:
                                    log("inner", name(e))
                """;

    @Test
    void shields() {
        same(SHIELDS, () -> {
            for (int deadline : new int[] {2, 5, 9}) {
                for (boolean fails : new boolean[] {false, true}) {
                    for (boolean[] cancels :
                            new boolean[][] {{false, false}, {true, false}, {false, true}, {true, true}}) {
                        Task<String> inner = start(child("inner", 5, fails, 0, "raise"));
                        Task<Void> task = start(guarded(inner, deadline));
                        if (cancels[0]) {
                            loop().callLater(ofMillis(1), task::cancel);
                        }
                        if (cancels[1]) {
                            loop().callLater(ofMillis(1), inner::cancel);
                        }
                        await(task);
                        try {
                            log("inner", await(inner));
                        } catch (Failed | CancelledError e) {
                            log("inner", nameOf(e));
                        }
                    }
                }
            }
            return done();
        });
    }

    @Async
    private Coroutine<Void> guarded(Task<String> inner, int deadline) {
        try {
            await(timeout(ofMillis(deadline), limit -> {
                log("got", await(shield(inner)));
                return done();
            }));
        } catch (DeadlineExceededException | Failed | CancelledError e) {
            log(nameOf(e), truth(inner.isDone()), currentTask().cancelling());
        }
        return done();
    }

    private static final String SETTLED = CHILD + """
                async def gathered(*children):
                    try:
                        for each in await asyncio.gather(*(child(*each) for each in children), return_exceptions=True):
                            log(name(each) if isinstance(each, BaseException) else each)
                    except asyncio.CancelledError:
                        log("gather cancelled")
                        raise

                async def main():
                    children = ("a", 5), ("b", 3, True), ("c", 20, False, 4), ("d", 22, False, 2, "swallow"), ("e", 24, False, 6, "fail")
                    await gathered(*children)
                    for when in (0, 2, 4, 6, 21):
                        task = asyncio.create_task(gathered(*children))
                        await ms(when)
                        log("cancel", task.cancel())
                        await ms(1)
                        log("cancel", task.cancel())
                        try:
                            await task
                            log("ended")
                        except asyncio.CancelledError:
                            log("cancelled", task.cancelling())
                """;

    @Test
    void settledGathers() {
        same(SETTLED, () -> {
            await(gathered());
            for (int when : new int[] {0, 2, 4, 6, 21}) {
                Task<Void> task = start(gathered());
                await(ms(when));
                log("cancel", truth(task.cancel()));
                await(ms(1));
                log("cancel", truth(task.cancel()));
                try {
                    await(task);
                    log("ended");
                } catch (CancelledError e) {
                    log("cancelled", task.cancelling());
                }
            }
            return done();
        });
    }

    @Async
    private Coroutine<Void> gathered() {
        try {
            for (Outcome<String> each : await(gatherSettled(
                    child("a", 5),
                    child("b", 3, true, 0, "raise"),
                    child("c", 20, false, 4, "raise"),
                    child("d", 22, false, 2, "swallow"),
                    child("e", 24, false, 6, "fail")))) {
                log(each.isSuccess() ? each.value() : nameOf(each.error()));
            }
        } catch (CancelledError e) {
            log("gather cancelled");
            throw e;
        }
        return done();
    }

    @Test
    void completions() {
        same(CHILD + """
                async def main():
                    tasks = [asyncio.create_task(child(w, t, w == "c")) for w, t in
                             (("a", 5), ("b", 3), ("c", 4), ("d", 12), ("e", 2), ("f", 0))]
                    asyncio.get_running_loop().call_later(0.007, tasks[3].cancel)
                    for each in asyncio.as_completed(tasks):
                        try:
                            log("next", await each)
                        except (ValueError, asyncio.CancelledError) as e:
                            log("next", name(e))
                """, () -> {
            List<Task<String>> tasks = new ArrayList<>();
            Object[][] starts = {{"a", 5}, {"b", 3}, {"c", 4}, {"d", 12}, {"e", 2}, {"f", 0}};
            for (Object[] each : starts) {
                String word = (String) each[0];
                tasks.add(start(child(word, (Integer) each[1], word.equals("c"), 0, "raise")));
            }
            loop().callLater(ofMillis(7), tasks.get(3)::cancel);
            AsyncIterator<Promise<String>> iterator = asCompleted(tasks).iterator();
            while (await(iterator.hasNext())) {
                try {
                    log("next", iterator.next().result());
                } catch (Failed | CancelledError e) {
                    log("next", nameOf(e));
                }
            }
            return done();
        });
    }

    @Test
    void waitForWithNoTimeAndWithSome() {
        same(CHILD + """
                async def limited(what, limit):
                    try:
                        log("got", await asyncio.wait_for(what, limit / 1000))
                    except (TimeoutError, ValueError, asyncio.CancelledError) as e:
                        log(name(e))

                async def main():
                    for limit in (0, -1, 3, 20):
                        await limited(child("a", 5), limit)
                        task = asyncio.create_task(child("b", 5, False, 2))
                        await ms(1)
                        await limited(task, limit)
                        task = asyncio.create_task(child("c", 5, False, 2, "swallow"))
                        await ms(1)
                        await limited(task, limit)
                        task = asyncio.create_task(child("d", 5, True, 2, "fail"))
                        await ms(1)
                        await limited(task, limit)
                        task = asyncio.create_task(child("e", 0))
                        await ms(1)
                        await limited(task, limit)
                        await limited(asyncio.get_running_loop().create_future(), 3)
                """, () -> {
            for (int limit : new int[] {0, -1, 3, 20}) {
                await(limited(child("a", 5), limit));
                for (Coroutine<String> each : List.of(
                        child("b", 5, false, 2, "raise"),
                        child("c", 5, false, 2, "swallow"),
                        child("d", 5, true, 2, "fail"),
                        child("e", 0))) {
                    Task<String> task = start(each);
                    await(ms(1));
                    await(limited(task, limit));
                }
                await(limited(promise(), 3));
            }
            return done();
        });
    }

    @Async
    private Coroutine<Void> limited(Awaitable<String> what, int limit) {
        try {
            log("got", await(timeout(ofMillis(limit), what)));
        } catch (DeadlineExceededException | Failed | CancelledError e) {
            log(nameOf(e));
        }
        return done();
    }
}
