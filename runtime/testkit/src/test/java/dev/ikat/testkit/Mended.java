package dev.ikat.testkit;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Promise;
import dev.ikat.sync.Lock;

/** The programs of the {@link Gallery} without their bugs; two of them offer the same faults. */
final class Mended {
    private Mended() {}

    /** Looks after the await, and registers at once. */
    static final class LostWakeUp extends Gallery.LostWakeUp {
        @Override
        @Async
        Coroutine<Void> waitUntilSet() {
            await(yieldNow());
            if (!set) {
                waiter = promise();
                await(waiter);
            }
            return done();
        }

        static Coroutine<Void> program() {
            return program(new LostWakeUp());
        }
    }

    /** A waiter that is cancelled gives back what it was given, and nothing else. */
    static final class DoubleRelease extends Gallery.DoubleRelease {
        @Override
        @Async
        Coroutine<Void> acquire() {
            if (permits > 0) {
                permits--;
                return done();
            }
            Promise<String> turn = promise();
            waiters.add(turn);
            try {
                await(turn);
            } catch (CancelledError error) {
                if (!waiters.remove(turn)) {
                    release();
                }
                throw error;
            }
            return done();
        }

        @Override
        void release() {
            Promise<String> next = waiters.poll();
            if (next == null) {
                permits++;
            } else {
                next.tryComplete("yours");
            }
        }

        @Async
        static Coroutine<Void> program() {
            DoubleRelease semaphore = new DoubleRelease();
            await(program(semaphore));
            Gallery.check(semaphore.permits == 1, semaphore.permits + " permits");
            return done();
        }
    }

    /** A getter that is cancelled puts back what it was handed. */
    static final class QueueThatLoses extends Gallery.QueueThatLoses {
        @Override
        @Async
        Coroutine<String> get() {
            if (!items.isEmpty()) {
                return done(items.remove());
            }
            Promise<String> getter = promise();
            getters.add(getter);
            try {
                return done(await(getter));
            } catch (CancelledError error) {
                if (!getters.remove(getter) && !getter.isCancelled()) {
                    items.addFirst(getter.result());
                }
                throw error;
            }
        }

        static Coroutine<Void> program() {
            return program(new QueueThatLoses());
        }
    }

    /** Acts before the await. */
    static final class CheckThenAct extends Gallery.CheckThenAct {
        @Override
        @Async
        Coroutine<Void> withdraw(int amount, int after) {
            await(Gallery.turns(after));
            if (balance >= amount) {
                balance -= amount;
                await(yieldNow());
            }
            return done();
        }

        static Coroutine<Void> program() {
            return program(new CheckThenAct());
        }
    }

    /** What was paid is not paid again. */
    static final class RetryThatPaysTwice extends Gallery.RetryThatPaysTwice {
        private boolean hasPaid;

        @Override
        void charge() {
            if (!hasPaid) {
                hasPaid = true;
                super.charge();
            }
        }

        static Coroutine<Void> program() {
            return program(new RetryThatPaysTwice());
        }
    }

    /** A message is handled and taken from the topic in one step. */
    static final class NotExactlyOnce extends Gallery.NotExactlyOnce {
        @Override
        @Async
        Coroutine<Void> consume() {
            while (!topic.isEmpty()) {
                if (Simulation.fault("crash before handling")) {
                    continue;
                }
                handled.merge(topic.remove(), 1, Integer::sum);
                await(yieldNow());
                if (Simulation.fault("crash after the note")) {
                    continue;
                }
                await(yieldNow());
            }
            return done();
        }

        static Coroutine<Void> program() {
            return program(new NotExactlyOnce());
        }
    }

    /** Two locks, always in the same order. */
    static final class TwoLocks {
        @Async
        static Coroutine<Void> program() {
            Lock a = new Lock();
            Lock b = new Lock();
            await(gather(start(Gallery.TwoLocks.both(a, b, 0), "one"), start(Gallery.TwoLocks.both(a, b, 2), "other")));
            return done();
        }
    }
}
