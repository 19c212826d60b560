package dev.ikat.testkit;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Promise;
import dev.ikat.Task;
import dev.ikat.sync.Lock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** The programs of the {@link Gallery} without their bugs; two of them offer the same faults. */
final class Mended {
    private Mended() {}

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }

    /** Looks after the await, and registers at once. */
    static final class LostWakeUp {
        private boolean set;
        private Promise<String> waiter;

        @Async
        Coroutine<Void> waitUntilSet() {
            await(yieldNow());
            if (!set) {
                waiter = promise();
                await(waiter);
            }
            return done();
        }

        @Async
        Coroutine<Void> set() {
            await(Gallery.turns(3));
            set = true;
            if (waiter != null) {
                waiter.complete("set");
            }
            return done();
        }

        @Async
        static Coroutine<Void> program() {
            LostWakeUp event = new LostWakeUp();
            await(gather(start(event.waitUntilSet(), "waiter"), start(event.set(), "setter")));
            return done();
        }
    }

    /** A waiter that is cancelled gives back what it was given, and nothing else. */
    static final class DoubleRelease {
        private int permits = 1;
        private final Deque<Promise<String>> waiters = new ArrayDeque<>();

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

        void release() {
            Promise<String> next = waiters.poll();
            if (next == null) {
                permits++;
            } else {
                next.tryComplete("yours");
            }
        }

        @Async
        Coroutine<Void> hold(int turns) {
            await(acquire());
            try {
                await(Gallery.turns(turns));
            } finally {
                release();
            }
            return done();
        }

        @Async
        static Coroutine<Void> program() {
            DoubleRelease semaphore = new DoubleRelease();
            Simulation.current().always("never more than one permit", () -> semaphore.permits <= 1);
            Task<Void> first = start(semaphore.hold(2), "first");
            Task<Void> second = start(semaphore.hold(1), "second");
            await(Gallery.turns(6));
            second.cancel();
            await(gatherSettled(first, second));
            check(semaphore.permits == 1, semaphore.permits + " permits");
            return done();
        }
    }

    /** A getter that is cancelled puts back what it was handed. */
    static final class QueueThatLoses {
        private final Deque<String> items = new ArrayDeque<>();
        private final Deque<Promise<String>> getters = new ArrayDeque<>();

        void put(String item) {
            Promise<String> getter = getters.poll();
            if (getter == null || !getter.tryComplete(item)) {
                items.add(item);
            }
        }

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

        @Async
        Coroutine<Void> take(List<String> taken) {
            taken.add(await(get()));
            return done();
        }

        @Async
        Coroutine<Void> impatient(Task<Void> getter) {
            await(Gallery.turns(3));
            getter.cancel();
            return done();
        }

        @Async
        static Coroutine<Void> program() {
            QueueThatLoses queue = new QueueThatLoses();
            List<String> taken = new ArrayList<>();
            Task<Void> getter = start(queue.take(taken), "getter");
            Task<Void> other = start(queue.impatient(getter), "impatient");
            await(yieldNow());
            queue.put("item");
            await(gatherSettled(getter, other));
            taken.addAll(queue.items);
            check(taken.equals(List.of("item")), "the item is gone: " + taken);
            return done();
        }
    }

    /** Acts before the await. */
    static final class CheckThenAct {
        private int balance = 10;

        @Async
        Coroutine<Void> withdraw(int amount, int after) {
            await(Gallery.turns(after));
            if (balance >= amount) {
                balance -= amount;
                await(yieldNow());
            }
            return done();
        }

        @Async
        static Coroutine<Void> program() {
            CheckThenAct account = new CheckThenAct();
            Simulation.current().always("the balance is never below 0", () -> account.balance >= 0);
            await(gather(start(account.withdraw(10, 0), "Ann"), start(account.withdraw(10, 2), "Bob")));
            return done();
        }
    }

    /** A payment has a number, and is made once. */
    static final class RetryThatPaysTwice {
        private final List<Integer> paid = new ArrayList<>();

        @Async
        Coroutine<String> pay(int number) {
            await(yieldNow());
            if (Simulation.fault("request lost")) {
                throw new IllegalArgumentException("no connection");
            }
            if (!paid.contains(number)) {
                paid.add(number);
            }
            await(yieldNow());
            if (Simulation.fault("answer lost")) {
                throw new IllegalArgumentException("no answer");
            }
            return done("paid");
        }

        @Async
        static Coroutine<Void> program() {
            RetryThatPaysTwice shop = new RetryThatPaysTwice();
            for (int attempt = 0; attempt < 3; attempt++) {
                try {
                    await(shop.pay(1));
                    break;
                } catch (IllegalArgumentException lost) {
                    await(yieldNow());
                }
            }
            check(shop.paid.size() <= 1, "paid " + shop.paid);
            return done();
        }
    }

    /** A message is handled and taken from the topic in one step. */
    static final class NotExactlyOnce {
        private final List<String> handled = new ArrayList<>();
        private final Deque<String> topic = new ArrayDeque<>(List.of("a", "b", "c"));

        @Async
        Coroutine<Void> consume() {
            while (!topic.isEmpty()) {
                if (Simulation.fault("crash before handling")) {
                    continue;
                }
                handled.add(topic.remove());
                await(yieldNow());
                if (Simulation.fault("crash after the note")) {
                    continue;
                }
                await(yieldNow());
            }
            return done();
        }

        @Async
        static Coroutine<Void> program() {
            NotExactlyOnce consumer = new NotExactlyOnce();
            await(consumer.consume());
            check(consumer.handled.equals(List.of("a", "b", "c")), "handled " + consumer.handled);
            return done();
        }
    }

    /** Two locks, always in the same order. */
    static final class TwoLocks {
        @Async
        static Coroutine<Void> both(Lock one, Lock other, int after) {
            await(Gallery.turns(after));
            await(one.acquire());
            try {
                await(yieldNow());
                await(other.acquire());
                other.release();
            } finally {
                one.release();
            }
            return done();
        }

        @Async
        static Coroutine<Void> program() {
            Lock a = new Lock();
            Lock b = new Lock();
            await(gather(start(both(a, b, 0), "one"), start(both(a, b, 2), "other")));
            return done();
        }
    }
}
