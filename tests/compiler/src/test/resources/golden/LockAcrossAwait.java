// options: dropped-task=off
import static dev.ikat.Ikat.*;
import dev.ikat.*;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;

class LockAcrossAwait {
    private final Lock lock = new ReentrantLock();
    private final ReentrantLock other = new ReentrantLock();
    private final ReadWriteLock both = new ReentrantReadWriteLock();
    private final StampedLock stamped = new StampedLock();
    private final Semaphore permits = new Semaphore(1);
    private int value;

    @Async
    Coroutine<Integer> held(AsyncIterable<Integer> source) throws Exception {
        lock.lock(); // expect: lock-across-await "lock is held over await(yieldNow()) in line 24: it belongs to the thread"
        try {
            await(yieldNow());
        } finally {
            lock.unlock();
        }
        if (this.other.tryLock()) { // expect: lock-across-await "this.other is held over await(yieldNow())"
            try {
                value++;
                await(yieldNow());
            } finally {
                this.other.unlock();
            }
        }
        both.writeLock().lock(); // expect: lock-across-await "dev.ikat.sync.Lock"
        value = await(yieldNow()) == null ? 1 : 2;
        both.writeLock().unlock();
        long stamp = stamped.writeLock(); // expect: lock-across-await "would release it"
        await(yieldNow());
        stamped.unlockWrite(stamp);
        permits.acquire(); // expect: blocking, lock-across-await
        try {
            for (int each : each(source)) {
                value += each;
            }
        } finally {
            permits.release();
        }
        other.lockInterruptibly(); // expect: lock-across-await
        value = await(start(text())).length();
        other.unlock();
        return done(value);
    }

    @Async
    Coroutine<String> text() {
        return done("text");
    }

    @Async
    Coroutine<Integer> released(List<String> names) throws Exception {
        lock.lock();
        try {
            value++;
        } finally {
            lock.unlock();
        }
        await(yieldNow());
        for (String name : names) {
            await(yieldNow());
            both.readLock().lock();
            value += name.length();
            both.readLock().unlock();
        }
        lock.lock();
        if (value > 3) {
            lock.unlock();
            return done(value);
        }
        value++;
        lock.unlock();
        await(yieldNow());
        lock.lock();
        while (value < 3) {
            lock.unlock();
            await(yieldNow());
            lock.lock();
        }
        lock.unlock();
        // What is not waited for, and belongs to no thread.
        if (permits.tryAcquire()) {
            try {
                await(yieldNow());
            } finally {
                permits.release();
            }
        }
        // An await in another body.
        other.lock();
        try {
            start(() -> {
                await(yieldNow());
                return done();
            });
        } finally {
            other.unlock();
        }
        long optimistic = stamped.tryOptimisticRead();
        await(yieldNow());
        stamped.validate(optimistic);
        return done(value);
    }

    @Async
    Coroutine<Void> ours(dev.ikat.sync.Lock lock, dev.ikat.sync.Semaphore semaphore) {
        try (var permit = await(lock.acquire())) {
            await(yieldNow());
        }
        await(semaphore.acquire());
        try {
            await(yieldNow());
        } finally {
            semaphore.release();
        }
        return done();
    }

    /** Two locks: each for itself. */
    @Async
    Coroutine<Void> two() {
        lock.lock();
        lock.unlock();
        other.lock(); // expect: lock-across-await
        await(yieldNow());
        other.unlock();
        lock.lock();
        lock.unlock();
        return done();
    }
}
