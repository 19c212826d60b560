package dev.ikat;

import static dev.ikat.Ikat.*;

import dev.ikat.sync.Channel;
import dev.ikat.sync.Event;
import dev.ikat.sync.Lock;
import dev.ikat.sync.Permit;
import dev.ikat.sync.Queue;
import dev.ikat.sync.Semaphore;
import java.util.Iterator;

/** Operations of queues, channels, locks and generators, each done so many times: for {@link CostsProgram}. */
final class CostsOfSharing {
    private static final Object ITEM = new Object();

    private CostsOfSharing() {}

    @Async
    static Coroutine<Void> queueAtOnce(int times) {
        Queue<Object> queue = new Queue<>();
        for (int i = 0; i < times; i++) {
            await(queue.put(ITEM));
            await(queue.take());
        }
        return done();
    }

    /** An operation is a hop there. */
    @Async
    static Coroutine<Void> queueHop(int times) {
        Queue<Object> queue = new Queue<>();
        Task<Void> taker = start(taking(queue, times));
        for (int i = 0; i < times; i++) {
            await(yieldNow());
            await(queue.put(ITEM));
        }
        await(taker);
        return done();
    }

    @Async
    private static Coroutine<Void> taking(Queue<Object> queue, int times) {
        for (int i = 0; i < times; i++) {
            await(queue.take());
        }
        return done();
    }

    @Async
    static Coroutine<Void> queueLoop(int times) {
        Queue<Object> queue = new Queue<>();
        Task<Void> taker = start(takingEach(queue));
        for (int i = 0; i < times; i++) {
            await(yieldNow());
            await(queue.put(ITEM));
        }
        queue.shutdown(false);
        await(taker);
        return done();
    }

    @Async
    private static Coroutine<Void> takingEach(Queue<Object> queue) {
        for (Object item : each(queue)) {
            assert item == ITEM;
        }
        return done();
    }

    @Async
    static Coroutine<Void> channelHop(int times) {
        Channel<Object> channel = new Channel<>();
        Task<Void> receiver = start(receiving(channel, times));
        for (int i = 0; i < times; i++) {
            await(channel.send(ITEM));
        }
        await(receiver);
        return done();
    }

    @Async
    private static Coroutine<Void> receiving(Channel<Object> channel, int times) {
        for (int i = 0; i < times; i++) {
            await(channel.receive());
        }
        return done();
    }

    @Async
    static Coroutine<Void> lockByHand(int times) {
        Lock lock = new Lock();
        for (int i = 0; i < times; i++) {
            await(lock.acquire());
            lock.release();
        }
        return done();
    }

    @Async
    static Coroutine<Void> lock(int times) {
        Lock lock = new Lock();
        for (int i = 0; i < times; i++) {
            try (Permit permit = await(lock.acquire())) {
                assert permit != null;
            }
        }
        return done();
    }

    /** Two tasks; an operation is that both had it. */
    @Async
    static Coroutine<Void> lockInTurns(int times) {
        Lock lock = new Lock();
        Task<Void> other = start(yieldingUnder(lock, times));
        await(yieldingUnder(lock, times));
        await(other);
        return done();
    }

    @Async
    private static Coroutine<Void> yieldingUnder(Lock lock, int times) {
        for (int i = 0; i < times; i++) {
            try (Permit permit = await(lock.acquire())) {
                assert permit != null;
                await(yieldNow());
            }
        }
        return done();
    }

    @Async
    static Coroutine<Void> semaphore(int times) {
        Semaphore semaphore = new Semaphore(1);
        for (int i = 0; i < times; i++) {
            await(semaphore.acquire());
            semaphore.release();
        }
        return done();
    }

    @Async
    static Coroutine<Void> event(int times) {
        Event event = new Event();
        event.set();
        for (int i = 0; i < times; i++) {
            await(event.waitFor());
        }
        return done();
    }

    @Async
    static Coroutine<Void> generator(int times) {
        exhaust(elements(times));
        return done();
    }

    @Async
    private static Generator<Object> elements(int times) {
        for (int i = 0; i < times; i++) {
            emit(ITEM);
        }
        return end();
    }

    @Async
    static Coroutine<Void> delegating(int times) {
        exhaust(delegated(10, times));
        return done();
    }

    @Async
    private static Generator<Object> delegated(int depth, int times) {
        emitAll(depth == 0 ? elements(times) : delegated(depth - 1, times));
        return end();
    }

    private static void exhaust(Iterator<Object> iterator) {
        while (iterator.hasNext()) {
            iterator.next();
        }
    }

    @Async
    static Coroutine<Void> asynchronous(int times) {
        for (Object each : each(asyncElements(times))) {
            assert each != null;
        }
        return done();
    }

    @Async
    private static AsyncGenerator<Object> asyncElements(int times) {
        for (int i = 0; i < times; i++) {
            emit(ITEM);
        }
        return end();
    }
}
