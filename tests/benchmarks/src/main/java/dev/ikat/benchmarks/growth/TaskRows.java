package dev.ikat.benchmarks.growth;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.gather;
import static dev.ikat.Ikat.promise;
import static dev.ikat.Ikat.sleep;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Promise;
import dev.ikat.Task;
import dev.ikat.TaskGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Of tasks and what they wait for. */
final class TaskRows {
    private static final int RESUMES = 10_000;

    private TaskRows() {}

    @Async
    static Coroutine<Void> startAndJoin(int amount, Watch watch) {
        List<Task<Integer>> tasks = new ArrayList<>(amount);
        for (int i = 0; i < amount; i++) {
            tasks.add(start(one()));
        }
        for (Task<Integer> each : tasks) {
            await(each);
        }
        return done();
    }

    @Async
    private static Coroutine<Integer> one() {
        return done(1);
    }

    private static final class Crowd {
        boolean leaving;
    }

    @Async
    static Coroutine<Void> switches(int amount, Watch watch) {
        Crowd crowd = new Crowd();
        for (int i = 0; i < amount; i++) {
            start(turn(crowd));
        }
        await(yieldNow());
        int rounds = Math.max(2, 1_000_000 / amount);
        watch.start();
        for (int i = 0; i < rounds; i++) {
            await(yieldNow());
        }
        watch.stop((long) rounds * amount);
        crowd.leaving = true;
        await(yieldNow());
        return done();
    }

    @Async
    private static Coroutine<Void> turn(Crowd crowd) {
        while (!crowd.leaving) {
            await(yieldNow());
        }
        return done();
    }

    @Async
    static Coroutine<Void> asleep(int amount, Watch watch) {
        List<Task<Void>> tasks = new ArrayList<>(amount);
        for (int i = 0; i < amount; i++) {
            tasks.add(start(nap(Duration.ofNanos(LoopRows.scattered(i)))));
        }
        for (Task<Void> each : tasks) {
            await(each);
        }
        return done();
    }

    @Async
    private static Coroutine<Void> nap(Duration delay) {
        await(sleep(delay));
        return done();
    }

    @Async
    static Coroutine<Void> cancelled(int amount, Watch watch) {
        List<Task<Void>> tasks = new ArrayList<>(amount);
        for (int i = 0; i < amount; i++) {
            tasks.add(start(nap(Duration.ofHours(1))));
        }
        await(yieldNow());
        watch.start();
        for (Task<Void> each : tasks) {
            each.cancel();
        }
        for (Task<Void> each : tasks) {
            try {
                await(each);
            } catch (CancelledError expected) {
                assert each.isCancelled();
            }
        }
        watch.stop(amount);
        return done();
    }

    @Async
    static Coroutine<Void> onOnePromise(int amount, Watch watch) {
        Promise<Integer> gate = promise();
        List<Task<Integer>> tasks = new ArrayList<>(amount);
        for (int i = 0; i < amount; i++) {
            tasks.add(start(waiting(gate)));
        }
        await(yieldNow());
        gate.complete(1);
        for (Task<Integer> each : tasks) {
            await(each);
        }
        return done();
    }

    @Async
    private static Coroutine<Integer> waiting(Promise<Integer> gate) {
        return done(await(gate));
    }

    @Async
    static Coroutine<Void> gathered(int amount, Watch watch) {
        List<Coroutine<Integer>> all = new ArrayList<>(amount);
        for (int i = 0; i < amount; i++) {
            all.add(one());
        }
        await(gather(all));
        return done();
    }

    @Async
    static Coroutine<Void> group(int amount, Watch watch) {
        try (TaskGroup group = TaskGroup.open()) {
            for (int i = 0; i < amount; i++) {
                group.start(one());
            }
            await(group.join());
        }
        return done();
    }

    @Async
    static Coroutine<Void> nested(int amount, Watch watch) {
        await(down(amount, 1));
        return done();
    }

    /** Counts from the second turn on, when all the calls have been made. */
    @Async
    static Coroutine<Void> resumed(int amount, Watch watch) {
        Task<Void> below = start(down(amount, RESUMES));
        await(yieldNow());
        await(yieldNow());
        watch.start();
        for (int i = 0; i < RESUMES / 2; i++) {
            await(yieldNow());
        }
        watch.stop(RESUMES / 2);
        await(below);
        return done();
    }

    @Async
    private static Coroutine<Void> down(int depth, int yields) {
        if (depth > 1) {
            await(down(depth - 1, yields));
            return done();
        }
        for (int i = 0; i < yields; i++) {
            await(yieldNow());
        }
        return done();
    }
}
