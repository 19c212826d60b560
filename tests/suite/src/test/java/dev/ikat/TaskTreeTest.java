package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.loop.SelectorLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A loop's tasks as text: who awaits whom, and where each stands. */
class TaskTreeTest {
    private final List<String> trees = new ArrayList<>();

    private void look() {
        trees.add(taskTree().replaceAll("dev\\.ikat\\.\\w*\\.", "").replaceAll("\\.java:\\d+", ""));
    }

    @Async
    private Coroutine<Void> naps() {
        await(sleep(ofMillis(5)));
        return done();
    }

    @Async
    private Coroutine<Void> fetches() {
        await(naps());
        return done();
    }

    @Async
    private Coroutine<Void> gathers() {
        Task<Void> a = start(fetches(), "a");
        Task<Void> b = start(naps(), "b");
        await(gather(a, shield(b)));
        return done();
    }

    @Test
    void thoseThatNobodyAwaitsComeFirstAndWhatTheyAwaitUnderThem() {
        VirtualLoop.run(() -> {
            Task<Void> gathering = start(gathers(), "gathering");
            Task<Void> other = start(naps(), "other");
            await(yieldNow());
            await(yieldNow());
            look();
            await(gathering);
            await(other);
            return done();
        });
        assertThat(trees.get(0)).startsWith("""
                task Task-1 (running)
                task gathering (waiting)
                  at gathers(TaskTreeTest)
                    task a (waiting)
                      at naps(TaskTreeTest)
                      at fetches(TaskTreeTest)
                    task b (waiting)
                      at naps(TaskTreeTest)
                task other (waiting)
                  at naps(TaskTreeTest)
                """);
    }

    @Async
    private Coroutine<Void> runsAGroup() {
        await(taskGroup(group -> {
            group.start(naps(), "child");
            return done();
        }));
        return done();
    }

    @Async
    private Coroutine<Void> waitsForSome(Task<?> task) {
        await(waitFor(List.of(task), Until.ALL_COMPLETED));
        return done();
    }

    @Async
    private Coroutine<Void> races() {
        await(race(naps(), start(naps(), "runner")));
        return done();
    }

    @Test
    void throughGroupsWaitsAndRacesToo() {
        VirtualLoop.run(() -> {
            Task<Void> group = start(runsAGroup(), "group");
            Task<Void> waits = start(waitsForSome(group), "waits");
            Task<Void> races = start(races(), "races");
            await(yieldNow());
            await(yieldNow());
            look();
            await(gather(group, waits, races));
            return done();
        });
        assertThat(trees.get(0))
                .containsSubsequence(
                        "task waits (waiting)",
                        "    task group (waiting)",
                        "        task child (waiting)",
                        "task races (waiting)",
                        "    task runner (waiting)");
    }

    @Test
    void aTaskThatTwoAwaitIsShownOnce() {
        VirtualLoop.run(() -> {
            Task<Void> shared = start(naps(), "shared");
            Task<Void> first = start(waitsForSome(shared), "first");
            Task<Void> second = start(waitsForSome(shared), "second");
            await(yieldNow());
            look();
            await(gather(first, second));
            return done();
        });
        assertThat(trees.get(0))
                .containsOnlyOnce("task shared (waiting)\n")
                .contains("task shared (waiting), shown above\n");
    }

    @Async
    private Coroutine<Void> awaits(Promise<Task<Void>> other) {
        await(await(other));
        return done();
    }

    @Test
    void tasksThatAwaitEachOtherAreShown() {
        VirtualLoop.run(() -> {
            Promise<Task<Void>> a = promise();
            Promise<Task<Void>> b = promise();
            Task<Void> first = start(awaits(b), "first");
            Task<Void> second = start(awaits(a), "second");
            a.complete(first);
            b.complete(second);
            await(yieldNow());
            await(yieldNow());
            look();
            first.cancel();
            await(yieldNow());
            await(yieldNow());
            await(yieldNow());
            return done();
        });
        assertThat(trees.get(0)).contains("""
                task first (waiting)
                  at awaits(TaskTreeTest)
                    task second (waiting)
                      at awaits(TaskTreeTest)
                        task first (waiting), shown above
                """);
    }

    @Test
    void anotherThreadMayAsk() throws Exception {
        SelectorLoop loop = new SelectorLoop();
        Thread thread = new Thread(() -> loop.runUntilComplete(sleepsLong()));
        thread.start();
        String tree = taskTree(loop).get(10, TimeUnit.SECONDS);
        startThreadsafe(cancelsAll(), loop).get(10, TimeUnit.SECONDS);
        thread.join();
        loop.close();
        assertThat(tree).contains("task Task-1");
    }

    @Async
    private Coroutine<Void> sleepsLong() {
        try {
            await(sleep(ofDays(1)));
        } catch (CancelledError error) {
            trees.add("cancelled");
        }
        return done();
    }

    @Async
    private Coroutine<Void> cancelsAll() {
        allTasks().stream().filter(task -> task != currentTask()).forEach(Task::cancel);
        return done();
    }
}
