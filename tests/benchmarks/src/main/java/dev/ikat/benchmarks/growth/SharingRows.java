package dev.ikat.benchmarks.growth;

import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.emit;
import static dev.ikat.Ikat.emitAll;
import static dev.ikat.Ikat.end;
import static dev.ikat.Ikat.start;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Generator;
import dev.ikat.Task;
import dev.ikat.sync.Lock;
import dev.ikat.sync.Permit;
import dev.ikat.sync.Queue;
import java.util.ArrayList;
import java.util.List;

/** Of queues, locks and generators. */
final class SharingRows {
    private static final int ELEMENTS = 10_000;
    private static final Object ITEM = new Object();

    private SharingRows() {}

    @Async
    static Coroutine<Void> items(int amount, Watch watch) {
        Queue<Object> queue = new Queue<>();
        for (int i = 0; i < amount; i++) {
            await(queue.put(ITEM));
        }
        for (int i = 0; i < amount; i++) {
            await(queue.take());
        }
        return done();
    }

    @Async
    static Coroutine<Void> takers(int amount, Watch watch) {
        Queue<Object> queue = new Queue<>();
        List<Task<Object>> tasks = new ArrayList<>(amount);
        for (int i = 0; i < amount; i++) {
            tasks.add(start(queue.take()));
        }
        await(yieldNow());
        for (int i = 0; i < amount; i++) {
            await(queue.put(ITEM));
        }
        for (Task<Object> each : tasks) {
            await(each);
        }
        return done();
    }

    @Async
    static Coroutine<Void> lockWaiters(int amount, Watch watch) {
        Lock lock = new Lock();
        List<Task<Void>> tasks = new ArrayList<>(amount);
        for (int i = 0; i < amount; i++) {
            tasks.add(start(under(lock)));
        }
        for (Task<Void> each : tasks) {
            await(each);
        }
        return done();
    }

    @Async
    private static Coroutine<Void> under(Lock lock) {
        try (Permit permit = await(lock.acquire())) {
            assert permit != null;
            await(yieldNow());
        }
        return done();
    }

    static Coroutine<Void> generators(int amount, Watch watch) {
        return Coroutine.defer(() -> {
            Generator<Object> all = below(amount, 1);
            while (all.hasNext()) {
                all.next();
            }
            return Coroutine.of(null);
        });
    }

    /** Counts from the second element on, when all the generators have begun. */
    static Coroutine<Void> element(int amount, Watch watch) {
        return Coroutine.defer(() -> {
            Generator<Object> all = below(amount, ELEMENTS);
            all.next();
            watch.start();
            for (int i = 2; i < ELEMENTS; i++) {
                all.next();
            }
            watch.stop(ELEMENTS - 2);
            all.close();
            return Coroutine.of(null);
        });
    }

    @Async
    private static Generator<Object> below(int depth, int elements) {
        if (depth > 1) {
            emitAll(below(depth - 1, elements));
            return end();
        }
        for (int i = 0; i < elements; i++) {
            emit(ITEM);
        }
        return end();
    }
}
