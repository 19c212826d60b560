package dev.ikat;

import static dev.ikat.Ikat.*;

import dev.ikat.loop.TimerHandle;
import java.time.Duration;

/** Operations of tasks, promises and the loop, each done so many times: for {@link CostsProgram}. */
final class CostsOfTasks {
    private static final Object ITEM = new Object();
    private static final Duration LONG = Duration.ofHours(1);
    private static final ContextVar<Object> VARIABLE = new ContextVar<>("variable", ITEM);

    private CostsOfTasks() {}

    @Async
    static Coroutine<Void> completedPromise(int times) {
        Promise<Object> promise = promise();
        promise.complete(ITEM);
        for (int i = 0; i < times; i++) {
            await(promise);
        }
        return done();
    }

    @Async
    static Coroutine<Void> completedTask(int times) {
        Task<Object> task = start(item());
        for (int i = 0; i < times; i++) {
            await(task);
        }
        return done();
    }

    @Async
    static Coroutine<Void> value(int times) {
        Coroutine<Object> value = Coroutine.of(ITEM);
        for (int i = 0; i < times; i++) {
            await(value);
        }
        return done();
    }

    @Async
    static Coroutine<Void> direct(int times) {
        for (int i = 0; i < times; i++) {
            await(item());
        }
        return done();
    }

    @Async
    private static Coroutine<Object> item() {
        return done(ITEM);
    }

    /** The call could be another class's method, so it makes its coroutine. */
    @Async
    static Coroutine<Void> byEntry(int times) {
        Overridable target = new Overridable();
        for (int i = 0; i < times; i++) {
            await(target.item());
        }
        return done();
    }

    static class Overridable {
        @Async
        Coroutine<Object> item() {
            return done(ITEM);
        }
    }

    @Async
    static Coroutine<Void> yielding(int times) {
        for (int i = 0; i < times; i++) {
            await(yieldNow());
        }
        return done();
    }

    @Async
    static Coroutine<Void> nested(int depth, int times) {
        if (depth > 1) {
            await(nested(depth - 1, times));
        } else {
            for (int i = 0; i < times; i++) {
                await(yieldNow());
            }
        }
        return done();
    }

    @Async
    static Coroutine<Void> descending(int depth, int times) {
        for (int i = 0; i < times; i++) {
            await(nested(depth, 1));
        }
        return done();
    }

    @Async
    static Coroutine<Void> promiseAtOnce(int times) {
        for (int i = 0; i < times; i++) {
            Promise<Object> promise = promise();
            promise.complete(ITEM);
            await(promise);
        }
        return done();
    }

    @Async
    static Coroutine<Void> promiseOfAnother(int times) {
        Turns turns = new Turns();
        Task<Void> other = start(completing(turns, times));
        for (int i = 0; i < times; i++) {
            turns.next = promise();
            await(turns.next);
        }
        await(other);
        return done();
    }

    private static final class Turns {
        Promise<Object> next;
    }

    @Async
    private static Coroutine<Void> completing(Turns turns, int times) {
        for (int i = 0; i < times; i++) {
            turns.next.complete(ITEM);
            await(yieldNow());
        }
        return done();
    }

    @Async
    static Coroutine<Void> joining(int times) {
        for (int i = 0; i < times; i++) {
            await(start(item()));
        }
        return done();
    }

    @Async
    static Coroutine<Void> joiningEager(int times) {
        for (int i = 0; i < times; i++) {
            await(startEager(item()));
        }
        return done();
    }

    @Async
    static Coroutine<Void> joiningLater(int depth, int times) {
        for (int i = 0; i < times; i++) {
            await(start(nested(depth, 1)));
        }
        return done();
    }

    @Async
    static Coroutine<Void> gathering(int times) {
        for (int i = 0; i < times; i++) {
            await(gather(item(), item()));
        }
        return done();
    }

    @Async
    static Coroutine<Void> grouped(int times) {
        for (int i = 0; i < times; i++) {
            try (TaskGroup group = TaskGroup.open()) {
                group.start(item());
                group.start(item());
                await(group.join());
            }
        }
        return done();
    }

    @Async
    static Coroutine<Void> inTime(int times) {
        for (int i = 0; i < times; i++) {
            await(timeout(LONG, yieldNow()));
        }
        return done();
    }

    @Async
    static Coroutine<Void> sleeping(int times) {
        Duration millisecond = Duration.ofMillis(1);
        for (int i = 0; i < times; i++) {
            await(sleep(millisecond));
        }
        return done();
    }

    @Async
    static Coroutine<Void> cancelled(int times) {
        for (int i = 0; i < times; i++) {
            Task<Void> task = start(nap());
            await(yieldNow());
            task.cancel();
            try {
                await(task);
            } catch (CancelledError expected) {
                assert expected.source() == task;
            }
        }
        return done();
    }

    @Async
    private static Coroutine<Void> nap() {
        await(sleep(LONG));
        return done();
    }

    @Async
    static Coroutine<Void> reading(int times) {
        VARIABLE.set(times);
        for (int i = 0; i < times; i++) {
            VARIABLE.get();
        }
        return done();
    }

    @Async
    static Coroutine<Void> timers(int times) {
        Runnable nothing = () -> {};
        for (int i = 0; i < times; i++) {
            TimerHandle handle = Ikat.loop().callLater(LONG, nothing);
            handle.cancel();
        }
        return done();
    }

    @Async
    static Coroutine<Void> callbacksInTurn(int times) {
        Promise<Object> ended = promise();
        Ikat.loop().callSoon(new Repeated(times, ended));
        await(ended);
        return done();
    }

    private static final class Repeated implements Runnable {
        private final Promise<Object> ended;
        private int left;

        Repeated(int times, Promise<Object> ended) {
            this.ended = ended;
            left = times;
        }

        @Override
        public void run() {
            if (--left > 0) {
                Ikat.loop().callSoon(this);
            } else {
                ended.complete(ITEM);
            }
        }
    }

    @Async
    static Coroutine<Void> threadsafe(int times) {
        Runnable nothing = () -> {};
        for (int i = 0; i < times; i++) {
            Ikat.loop().callSoonThreadsafe(nothing);
        }
        await(yieldNow());
        await(yieldNow());
        return done();
    }
}
