package dev.ikat.testkit.primitives;

import static dev.ikat.Ikat.*;
import static dev.ikat.testkit.primitives.Explored.*;

import dev.ikat.Async;
import dev.ikat.AsyncIterator;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.ExceptionGroup;
import dev.ikat.Outcome;
import dev.ikat.Promise;
import dev.ikat.Task;
import dev.ikat.TaskGroup;
import dev.ikat.Waited;
import dev.ikat.testkit.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Groups, gathers, races, time limits and shields: nothing outlives them, and neither failure nor cancellation is lost. */
class GroupsTest {
    private static final int CLIENTS = 3;
    private static final int TIMES = 3;
    private static final int CHILDREN = 3;

    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** The tasks of a group, and what they failed with, in that order. */
    private static final class Members {
        final List<Task<?>> tasks = new ArrayList<>();
        final List<Failed> failures = new ArrayList<>();
        boolean bodyEnded;

        @Async
        Coroutine<Void> child(Random random, int depth) {
            try {
                await(work(random, depth));
            } catch (Failed failure) {
                failures.add(failure);
                throw failure;
            }
            return done();
        }

        @Async
        private Coroutine<Void> work(Random random, int depth) {
            await(pause(random));
            if (depth > 0 && random.nextInt(3) == 0) {
                Members inner = new Members();
                try {
                    await(inner.group(random, depth - 1));
                    check(inner.failures.isEmpty(), "a group did not throw " + inner.failures);
                } catch (ExceptionGroup group) {
                    inner.checkThrown(group);
                } finally {
                    inner.checkEnded();
                }
            }
            try {
                await(pause(random));
                if (Simulation.fault("a child fails")) {
                    throw new Failed();
                }
            } catch (CancelledError cancelled) {
                if (Simulation.fault("a child fails as it is cancelled")) {
                    throw new Failed();
                }
                throw cancelled;
            }
            return done();
        }

        /** Of either form; starts children now, later, and from other children. */
        Coroutine<Void> group(Random random, int depth) {
            return random.nextBoolean() ? taskGroup(group -> body(group, random, depth)) : opened(random, depth);
        }

        @Async
        private Coroutine<Void> body(TaskGroup group, Random random, int depth) {
            for (int i = 0; i < CHILDREN; i++) {
                startIn(group, child(new Random(random.nextLong()), depth));
                await(pause(random));
            }
            bodyEnded = true;
            return done();
        }

        private void startIn(TaskGroup group, Coroutine<Void> child) {
            try {
                tasks.add(group.start(child));
            } catch (IllegalStateException refused) {
                check(!failures.isEmpty() || tasks.stream().anyMatch(Promise::isCancelled), refused.getMessage());
            }
        }

        @Async
        private Coroutine<Void> opened(Random random, int depth) {
            try (TaskGroup group = TaskGroup.open()) {
                await(body(group, random, depth));
                await(group.join());
            }
            return done();
        }

        void checkEnded() {
            check(tasks.stream().allMatch(Task::isDone), "outlived their group: " + tasks);
        }

        void checkThrown(ExceptionGroup group) {
            List<Throwable> thrown = new ArrayList<>(group.exceptions());
            check(
                    thrown.containsAll(failures) && thrown.size() == failures.size(),
                    thrown + " were thrown, not " + failures);
            check(thrown.isEmpty() || thrown.get(0) == failures.get(0), "the first failure is not the first");
        }
    }

    @Async
    private static Coroutine<Void> groups(Random random) {
        for (int i = 0; i < TIMES; i++) {
            Members members = new Members();
            try {
                await(perhapsInTime(random, members.group(random, 1)));
                check(members.failures.isEmpty() && members.bodyEnded, "a group did not throw " + members.failures);
            } catch (ExceptionGroup group) {
                members.checkThrown(group);
            } catch (CancelledError cancelled) {
                survive();
            } catch (DeadlineExceededException late) {
                check(!leaves(currentTask()), "the deadline is over");
            } finally {
                members.checkEnded();
            }
            try {
                await(yieldNow()); // throws what could not be thrown beside a failure
            } catch (CancelledError cancelled) {
                survive();
            }
        }
        return done();
    }

    @Test
    void noTaskOutlivesItsGroup() {
        inManyOrders(() -> {
            await(ended(clients(CLIENTS, GroupsTest::groups)));
            check(allTasks().size() == 1, "left: " + allTasks());
            return done();
        });
    }

    /** Tasks that answer a number or fail, or are cancelled by themselves. */
    private static final class Workers {
        final List<Task<Integer>> tasks = new ArrayList<>();

        Workers(Random random) {
            for (int i = 0; i < CHILDREN; i++) {
                tasks.add(start(work(new Random(random.nextLong()), i)));
            }
        }

        @Async
        private static Coroutine<Integer> work(Random random, int number) {
            await(pause(random));
            await(pause(random));
            if (Simulation.fault("a worker fails")) {
                throw new Failed();
            }
            return done(number);
        }

        boolean allDone() {
            return tasks.stream().allMatch(Promise::isDone);
        }

        boolean anyFailed() {
            return tasks.stream().anyMatch(each -> each.isDone() && !each.isCancelled() && each.exception() != null);
        }

        /** Nobody's any more. */
        @Async
        Coroutine<Void> leave() {
            for (Task<Integer> each : tasks) {
                each.cancel();
            }
            await(gatherSettled(tasks));
            return done();
        }
    }

    @Async
    private static Coroutine<Void> combines(Random random) {
        for (int i = 0; i < TIMES; i++) {
            Workers workers = new Workers(random);
            try {
                await(perhapsInTime(random, combine(workers, random)));
            } catch (Failed failed) {
                check(workers.anyFailed(), "none has failed");
                survive(); // a cancellation that went to a gather whose failure was under way, as asyncio's
            } catch (ExceptionGroup none) {
                check(workers.tasks.stream().noneMatch(each -> Outcome.of(each).isSuccess()), "one has succeeded");
            } catch (CancelledError cancelled) {
                survive();
            } catch (DeadlineExceededException late) {
                check(!leaves(currentTask()), "the deadline is over");
            }
            try {
                await(workers.leave());
            } catch (CancelledError cancelled) {
                survive();
            }
        }
        return done();
    }

    private static Coroutine<Void> combine(Workers workers, Random random) {
        return switch (random.nextInt(7)) {
            case 0 -> gathers(workers);
            case 1 -> settles(workers);
            case 2 -> races(workers);
            case 3 -> succeeds(workers);
            case 4 -> shields(workers, random);
            case 5 -> completes(workers);
            default -> waits(workers);
        };
    }

    @Async
    private static Coroutine<Void> gathers(Workers workers) {
        try {
            check(await(gather(workers.tasks)).equals(List.of(0, 1, 2)), "results in another order");
        } catch (CancelledError cancelled) {
            check(leaves(currentTask()), "cancelled by nobody");
            throw cancelled;
        }
        check(workers.allDone(), "gathered before all had ended");
        return done();
    }

    @Async
    private static Coroutine<Void> settles(Workers workers) {
        List<Outcome<Integer>> outcomes = await(gatherSettled(workers.tasks));
        for (int i = 0; i < CHILDREN; i++) {
            check(!outcomes.get(i).isSuccess() || outcomes.get(i).value() == i, "outcomes in another order");
        }
        check(workers.allDone(), "gathered before all had ended");
        return done();
    }

    @Async
    private static Coroutine<Void> races(Workers workers) {
        try {
            int first = await(race(workers.tasks));
            check(workers.tasks.get(first).result() == first, "won by one that lost");
        } finally {
            check(workers.allDone(), "outlived their race");
        }
        return done();
    }

    @Async
    private static Coroutine<Void> succeeds(Workers workers) {
        try {
            int first = await(firstSuccess(workers.tasks));
            check(workers.tasks.get(first).result() == first, "won by one that lost");
        } finally {
            check(workers.allDone(), "outlived their race");
        }
        return done();
    }

    @Async
    private static Coroutine<Void> shields(Workers workers, Random random) {
        Task<Integer> first = workers.tasks.get(0);
        try {
            check(await(perhapsInTime(random, shielded(first))) == 0, "not its result");
        } catch (CancelledError | DeadlineExceededException left) {
            check(!first.isCancelled() && first.cancelling() == 0, "cancelled through a shield");
            throw left;
        }
        return done();
    }

    @Async
    private static Coroutine<Integer> shielded(Task<Integer> task) {
        return done(await(shield(task)));
    }

    @Async
    private static Coroutine<Void> completes(Workers workers) {
        AsyncIterator<Promise<Integer>> each = asCompleted(workers.tasks).iterator();
        List<Promise<Integer>> seen = new ArrayList<>();
        while (await(each.hasNext())) {
            Promise<Integer> next = each.next();
            check(next.isDone() && !seen.contains(next), "not done, or twice");
            seen.add(next);
        }
        check(seen.size() == CHILDREN, "missing: " + seen);
        return done();
    }

    @Async
    private static Coroutine<Void> waits(Workers workers) {
        Waited<Task<Integer>> one = await(waitFor(workers.tasks, FIRST_COMPLETED));
        check(!one.done().isEmpty() && one.done().stream().allMatch(Promise::isDone), "none is done");
        check(one.done().size() + one.pending().size() == CHILDREN, "missing");
        Waited<Task<Integer>> some = await(waitFor(workers.tasks, ALL_COMPLETED, Duration.ofNanos(2)));
        check(some.pending().isEmpty() == workers.allDone(), "done, and said to be pending");
        await(waitFor(workers.tasks, ALL_COMPLETED));
        check(workers.allDone(), "waited for less than all");
        return done();
    }

    @Test
    void combinatorsKeepWhatTheyPromise() {
        inManyOrders(() -> {
            loop().setExceptionHandler((loop, context) -> check(context.error() instanceof Failed, context.message()));
            await(ended(clients(CLIENTS, GroupsTest::combines)));
            check(allTasks().size() == 1, "left: " + allTasks());
            return done();
        });
    }

    /** Limits within limits, some moved: each is the one that is over, and what is left can be awaited after it. */
    @Async
    private static Coroutine<Void> limits(Random random) {
        for (int i = 0; i < TIMES; i++) {
            try {
                await(limited(random, 3));
            } catch (CancelledError cancelled) {
                survive();
            }
        }
        return done();
    }

    @Async
    private static Coroutine<Void> limited(Random random, int depth) {
        int nanos = 1 + random.nextInt(4);
        long before = loop().nanoTime();
        int cancelling = currentTask().cancelling();
        try {
            await(timeout(Duration.ofNanos(nanos), deadline -> {
                await(pause(random));
                if (depth > 0) {
                    await(limited(random, depth - 1));
                }
                if (random.nextInt(3) == 0 && !deadline.expired()) {
                    deadline.reschedule(Duration.ofSeconds(1));
                }
                await(pause(random));
                return done();
            }));
        } catch (DeadlineExceededException late) {
            check(loop().nanoTime() - before >= nanos, "over before its time");
            check(currentTask().cancelling() <= cancelling, "a limit left its cancellation");
        }
        await(yieldNow());
        return done();
    }

    @Test
    void limitsCancelTheirOwnBodyOnly() {
        inManyOrders(() -> {
            await(ended(clients(CLIENTS, GroupsTest::limits)));
            return done();
        });
    }
}
