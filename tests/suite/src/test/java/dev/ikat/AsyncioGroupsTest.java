package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Groups, against CPython. */
class AsyncioGroupsTest extends AsyncioChildren {
    private static final String GROUPS = GROUP + CHILD + """
                async def grouped(children, body, fails):
                    try:
                        async with Group() as group:
                            for each in children:
                                group.create_task(child(*each))
                            try:
                                await ms(body)
                                log("body ends")
                            except asyncio.CancelledError:
                                log("body cancelled", asyncio.current_task().cancelling())
                                raise
                            if fails:
                                raise ValueError("body")
                        log("group ends")
                    except BaseExceptionGroup as e:
                        log("group failed", words(e), asyncio.current_task().cancelling())

                CASES = [
                    ([("a", 5), ("b", 3)], 1, False),
                    ([("a", 5), ("b", 3)], 9, False),
                    ([("a", 5, True), ("b", 30, False, 4)], 20, False),
                    ([("a", 5, True), ("b", 30, False, 4, "fail")], 20, False),
                    ([("a", 5, True), ("b", 30, False, 4, "swallow")], 20, False),
                    ([("a", 5, True), ("b", 7, True), ("c", 40)], 5, False),
                    ([("b", 30, False, 4, "fail")], 3, True),
                    ([("b", 30, False, 4)], 3, True),
                    ([("b", 2, True)], 2, True),
                    ([("a", 0, True), ("b", 0, True)], 0, False),
                    ([], 3, True), ([], 3, False)]

                async def main():
                    for children, body, fails in CASES:
                        await grouped(children, body, fails)
                    log("cancelled from outside")
                    for i, (children, body, fails) in enumerate(CASES):
                        for when in (1, 2, 4, 6):
                            task = asyncio.create_task(grouped(children, body, fails))
                            await ms(when)
                            log("cancel", i, when, task.cancel())
                            try:
                                await task
                                log("ended")
                            except asyncio.CancelledError:
                                log("cancelled", task.cancelled())
                """;

    private static String words(ExceptionGroup group) {
        return group.exceptions().stream()
                .map(each -> each instanceof Failed ? each.getMessage() : name(each))
                .collect(Collectors.joining(","));
    }

    private record Case(List<Object[]> children, int body, boolean fails) {}

    private static Object[] c(Object... child) {
        return child;
    }

    private static List<Case> cases() {
        return List.of(
                new Case(List.of(c("a", 5), c("b", 3)), 1, false),
                new Case(List.of(c("a", 5), c("b", 3)), 9, false),
                new Case(List.of(c("a", 5, true), c("b", 30, false, 4)), 20, false),
                new Case(List.of(c("a", 5, true), c("b", 30, false, 4, "fail")), 20, false),
                new Case(List.of(c("a", 5, true), c("b", 30, false, 4, "swallow")), 20, false),
                new Case(List.of(c("a", 5, true), c("b", 7, true), c("c", 40)), 5, false),
                new Case(List.<Object[]>of(c("b", 30, false, 4, "fail")), 3, true),
                new Case(List.<Object[]>of(c("b", 30, false, 4)), 3, true),
                new Case(List.<Object[]>of(c("b", 2, true)), 2, true),
                new Case(List.of(c("a", 0, true), c("b", 0, true)), 0, false),
                new Case(List.of(), 3, true),
                new Case(List.of(), 3, false));
    }

    private Coroutine<String> child(Object[] each) {
        return child(
                (String) each[0],
                (Integer) each[1],
                each.length > 2 && (Boolean) each[2],
                each.length > 3 ? (Integer) each[3] : 0,
                each.length > 4 ? (String) each[4] : "raise");
    }

    @Test
    void groups() {
        same(GROUPS, () -> {
            for (Case each : cases()) {
                await(grouped(each));
            }
            log("cancelled from outside");
            List<Case> cases = cases();
            for (int i = 0; i < cases.size(); i++) {
                for (int when : new int[] {1, 2, 4, 6}) {
                    Task<Void> task = start(grouped(cases.get(i)));
                    await(ms(when));
                    log("cancel", i, when, truth(task.cancel()));
                    try {
                        await(task);
                        log("ended");
                    } catch (CancelledError e) {
                        log("cancelled", truth(task.isCancelled()));
                    }
                }
            }
            return done();
        });
    }

    @Async
    private Coroutine<Void> grouped(Case each) {
        try {
            await(taskGroup(group -> {
                for (Object[] one : each.children) {
                    group.start(child(one));
                }
                try {
                    await(ms(each.body));
                    log("body ends");
                } catch (CancelledError e) {
                    log("body cancelled", currentTask().cancelling());
                    throw e;
                }
                if (each.fails) {
                    throw new Failed("body");
                }
                return done();
            }));
            log("group ends");
        } catch (ExceptionGroup e) {
            log("group failed", words(e), currentTask().cancelling());
        }
        return done();
    }

    private static final String NESTED = GROUP + CHILD + """
                async def inner(word, body):
                    async with Group() as group:
                        group.create_task(child(word + "1", 5, word == "x", 3, "fail"))
                        group.create_task(child(word + "2", 8))
                        await ms(body)
                    log(word, "joined")

                def tree(error):
                    return [tree(e) if isinstance(e, BaseExceptionGroup) else str(e) for e in error.exceptions]

                async def main():
                    for first, second in (("x", "y"), ("y", "x"), ("x", "x"), ("y", "z")):
                        try:
                            async with Group() as group:
                                group.create_task(inner(first, 2))
                                await inner(second, 6)
                            log("no failure")
                        except BaseExceptionGroup as e:
                            log(str(tree(e)).replace("'", ""))
                        try:
                            async with asyncio.timeout(0.006) as deadline:
                                await inner(first, 2)
                        except BaseExceptionGroup as e:
                            log(str(tree(e)).replace("'", ""), deadline.expired())
                        except TimeoutError:
                            log("too late", asyncio.current_task().cancelling())
                """;

    @Test
    void groupsInGroupsAndInTimeouts() {
        same(NESTED, () -> {
            for (String pair : List.of("xy", "yx", "xx", "yz")) {
                String first = pair.substring(0, 1);
                String second = pair.substring(1);
                try {
                    await(taskGroup(group -> {
                        group.start(inner(first, 2));
                        await(inner(second, 6));
                        return done();
                    }));
                    log("no failure");
                } catch (ExceptionGroup e) {
                    log(tree(e));
                }
                Deadline[] deadline = new Deadline[1];
                try {
                    await(timeout(ofMillis(6), limit -> {
                        deadline[0] = limit;
                        return inner(first, 2);
                    }));
                } catch (ExceptionGroup e) {
                    log(tree(e), truth(deadline[0].expired()));
                } catch (DeadlineExceededException e) {
                    log("too late", currentTask().cancelling());
                }
            }
            return done();
        });
    }

    @Async
    private Coroutine<Void> inner(String word, int body) {
        await(taskGroup(group -> {
            group.start(child(word + "1", 5, word.equals("x"), 3, "fail"));
            group.start(child(word + "2", 8));
            await(ms(body));
            return done();
        }));
        log(word, "joined");
        return done();
    }

    private static Object tree(ExceptionGroup group) {
        List<Object> tree = new ArrayList<>();
        for (Throwable each : group.exceptions()) {
            tree.add(each instanceof ExceptionGroup nested ? tree(nested) : each.getMessage());
        }
        return tree;
    }
}
