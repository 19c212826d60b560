import static dev.ikat.Ikat.*;

import dev.ikat.*;
import dev.ikat.loop.EventLoop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

class DroppedTask {
    Task<Void> kept;

    @Async
    static Coroutine<Void> work() {
        await(yieldNow());
        return done();
    }

    @Async
    static Task<Void> hot() {
        await(yieldNow());
        return Task.of(null);
    }

    @Async
    static CompletableFuture<Void> future() {
        await(yieldNow());
        return CompletableFuture.completedFuture(null);
    }

    @Async
    static CompletionStage<Void> stage() {
        await(yieldNow());
        return CompletableFuture.completedFuture(null);
    }

    @Async
    static Coroutine<Void> statements(Executor executor, Promise<Void> promise, EventLoop loop) {
        start(work()); // expect: dropped-task "nobody awaits the task that start(work()) starts: a failure of it is reported only when the loop closes. Keep it and await it, var task = start(work()), or start it in a group, taskGroup(group -> { group.start(work()); … }). If it is meant, write var ignored = start(work());"
        start(work(), "name"); // expect: dropped-task "the task that start(work(), "name") starts"
        start(() -> { // expect: dropped-task "Keep it and await it, var task = start(…), or start it in a group, taskGroup(group -> { group.start(…); … }). If it is meant, write var ignored = start(…);"
            await(yieldNow());
            return done();
        });
        start(() -> done()); // expect: dropped-task "nobody awaits the task"
        Ikat.start(work()); // expect: dropped-task "var task = Ikat.start(work()), or start it in a group, taskGroup(group -> { group.start(work()); … })"
        gather(work(), work()); // expect: dropped-task "nobody awaits the promise that gather(work(), work()) starts: a failure of it is reported only when the loop closes. Write await(gather(work(), work())), or keep it and await it later"
        gatherSettled(work()); // expect: dropped-task "gatherSettled(work())"
        shield(work()); // expect: dropped-task "Write await(shield(work()))"
        toThread(() -> System.gc()); // expect: dropped-task "Write await(toThread("
        inExecutor(executor, () -> 1); // expect: dropped-task "nobody awaits the promise"
        startFuture(work()); // expect: dropped-task "nobody awaits the future that startFuture(work()) starts: nobody ever sees a failure of it"
        startThreadsafe(work(), loop); // expect: dropped-task "nobody awaits the future"
        hot(); // expect: dropped-task "nobody awaits the task that hot() starts: a failure of it is reported only when the loop closes. Write await(hot())"
        DroppedTask.hot(); // expect: dropped-task "DroppedTask.hot()"
        future(); // expect: dropped-task "nobody awaits the future that future() starts: nobody ever sees a failure of it. Write await(future())"
        stage(); // expect: dropped-task "nobody awaits the future that stage() starts"
        return done();
    }

    static void lambdas(List<Coroutine<Void>> all, EventLoop loop, Promise<Void> promise) {
        loop.callSoon(() -> start(work())); // expect: dropped-task "nobody awaits the task that start(work()) starts"
        loop.callSoon(() -> {
            future(); // expect: dropped-task "nobody awaits the future that future() starts: nobody ever sees a failure of it. Return it, or keep it"
        });
        promise.onDone(done -> hot()); // expect: dropped-task "nobody awaits the task that hot() starts"
        all.forEach(Ikat::start); // expect: dropped-task "each call of Ikat::start starts a task that nobody awaits: a failure of it is reported only when the loop closes. Keep what the calls return, and await it"
        Runnable reference = DroppedTask::hot; // expect: dropped-task "each call of DroppedTask::hot starts a task"
        reference.run();
    }

    static void variables() {
        var task = start(work()); // expect: dropped-task "nobody awaits the task in variable task: a failure of it is reported only when the loop closes. Keep it and await it, var task = start(work()), or start it in a group"
        Task<Void> other = hot(); // expect: dropped-task "nobody awaits the task in variable other"
        CompletableFuture<Void> third = future(); // expect: dropped-task "nobody ever sees a failure of it"
        var ignored = start(work());
        var unusedHere = start(work());
        var awaited = start(work());
        awaited.onDone(done -> {});
    }

    static void groups(LoopGroup group) {
        group.submit(() -> work()); // expect: dropped-task "nobody awaits the future that group.submit(()->work()) starts: nobody ever sees a failure of it"
        group.submit(0, () -> work()); // expect: dropped-task "nobody awaits the future"
        group.submit(() -> work()).join();
    }

    // None of these is dropped, or it is somebody else's.

    @Async
    Coroutine<Void> right(Map<String, Task<Void>> running, List<Task<Void>> tasks, Promise<String> promise) {
        kept = start(work());
        this.kept = hot();
        running.put("a", start(work()));
        running.remove("a");
        tasks.add(start(work()));
        tasks.set(0, start(work()));
        start(work()).cancel();
        start(work()).onDone(done -> System.out.println(done));
        await(start(work()));
        var results = gather(work(), work());
        await(results);
        startEager(work());
        promise.complete("");
        promise.tryComplete("");
        promise.cancel();
        promise.toCompletableFuture();
        var list = new ArrayList<Task<Void>>();
        for (int i = 0; i < 3; i++) {
            list.add(start(work()));
        }
        await(gather(list));
        Supplier<Task<Void>> later = () -> start(work());
        Supplier<Task<Void>> reference = DroppedTask::hot;
        Function<Coroutine<Void>, Task<Void>> starting = Ikat::start;
        await(taskGroup(group -> {
            group.start(work());
            group.start(() -> work());
            group.startEager(work());
            return done();
        }));
        try (var group = TaskGroup.open()) {
            group.start(work());
            group.start(work(), "name");
            await(group.join());
        }
        System.out.println("" + later + reference + starting);
        return done();
    }

    static Task<Void> handedOn() {
        return start(work());
    }

    /** Who knows what becomes of them. */
    static class Pool {
        final Map<String, CompletableFuture<Void>> futures = new HashMap<>();

        Task<Void> begin() {
            return start(work());
        }

        void use(CompletableFuture<String> other, Consumer<String> consumer) {
            begin();
            other.thenAccept(consumer);
            other.whenComplete((value, error) -> {});
            CompletableFuture.runAsync(() -> {});
            futures.computeIfAbsent("a", each -> future());
            futures.put("b", future());
        }
    }

    interface ThrowingCallable {
        void call() throws Throwable;
    }

    static void assertFails(ThrowingCallable callable) {}

    static void assertions() {
        assertFails(() -> gather(1 - 1, List.of()));
        assertFails(() -> start((Coroutine<Void>) null));
        assertFails(() -> {
            start((Coroutine<Void>) null);
        });
        assertFails(() -> {
            start(work()); // expect: dropped-task "nobody awaits"
            start((Coroutine<Void>) null); // expect: dropped-task "nobody awaits"
        });
        assertFails(() -> hot()); // expect: dropped-task "nobody awaits the task that hot() starts"
    }

    @SuppressWarnings("ikat:dropped-task")
    static void suppressed() {
        start(work());
    }

    /** Another method of that name. */
    static class Own {
        static Task<Void> start(Coroutine<Void> coroutine) {
            return Ikat.start(coroutine);
        }

        static void use() {
            start(work());
        }
    }
}
