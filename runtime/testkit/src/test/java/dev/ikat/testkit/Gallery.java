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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Known concurrency bugs, written as people write them; {@link Mended} has them without. Each does well in production's order and in a world without faults. */
final class Gallery {
    private Gallery() {}

    @Async
    static Coroutine<Void> turns(int count) {
        for (int i = 0; i < count; i++) {
            await(yieldNow());
        }
        return done();
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }

    /** Looks, and registers only after an await: what is set in between wakes nobody. */
    static class LostWakeUp {
        boolean set;
        Promise<String> waiter;

        @Async
        Coroutine<Void> waitUntilSet() {
            if (!set) {
                await(yieldNow()); // say, a line to a log
                waiter = promise();
                await(waiter);
            }
            return done();
        }

        @Async
        Coroutine<Void> set() {
            await(turns(3));
            set = true;
            if (waiter != null) {
                waiter.complete("set");
            }
            return done();
        }

        static Coroutine<Void> program() {
            return program(new LostWakeUp());
        }

        @Async
        static Coroutine<Void> program(LostWakeUp event) {
            await(gather(start(event.waitUntilSet(), "waiter"), start(event.set(), "setter")));
            return done();
        }
    }

    /** A waiter that is cancelled gives a permit back, also one that it never had. */
    static class DoubleRelease {
        int permits = 1;
        final Deque<Promise<String>> waiters = new ArrayDeque<>();

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
                waiters.remove(turn);
                release();
                throw error;
            }
            return done();
        }

        void release() {
            Promise<String> next = waiters.poll();
            if (next == null) {
                permits++;
            } else {
                next.complete("yours");
            }
        }

        @Async
        Coroutine<Void> hold(int turns) {
            await(acquire());
            try {
                await(turns(turns));
            } finally {
                release();
            }
            return done();
        }

        static Coroutine<Void> program() {
            return program(new DoubleRelease());
        }

        @Async
        static Coroutine<Void> program(DoubleRelease semaphore) {
            Simulation.current().always("never more than one permit", () -> semaphore.permits <= 1);
            Task<Void> first = start(semaphore.hold(2), "first");
            Task<Void> second = start(semaphore.hold(1), "second");
            await(turns(6));
            second.cancel();
            await(gatherSettled(first, second));
            return done();
        }
    }

    /** An item that was handed to a getter is lost when the getter is cancelled before it goes on. */
    static class QueueThatLoses {
        final Deque<String> items = new ArrayDeque<>();
        final Deque<Promise<String>> getters = new ArrayDeque<>();

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
            } finally {
                getters.remove(getter);
            }
        }

        @Async
        Coroutine<Void> take(List<String> taken) {
            taken.add(await(get()));
            return done();
        }

        @Async
        Coroutine<Void> impatient(Task<Void> getter) {
            await(turns(3));
            getter.cancel();
            return done();
        }

        static Coroutine<Void> program() {
            return program(new QueueThatLoses());
        }

        @Async
        static Coroutine<Void> program(QueueThatLoses queue) {
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

    /** Checks before an await, and acts after it. */
    static class CheckThenAct {
        int balance = 10;

        @Async
        Coroutine<Void> withdraw(int amount, int after) {
            await(turns(after));
            if (balance >= amount) {
                await(yieldNow()); // say, an audit
                balance -= amount;
            }
            return done();
        }

        static Coroutine<Void> program() {
            return program(new CheckThenAct());
        }

        @Async
        static Coroutine<Void> program(CheckThenAct account) {
            Simulation.current().always("the balance is never below 0", () -> account.balance >= 0);
            await(gather(start(account.withdraw(10, 0), "Ann"), start(account.withdraw(10, 2), "Bob")));
            return done();
        }
    }

    /** Pays again when the answer is lost, though the payment was not. */
    static class RetryThatPaysTwice {
        private int paid;

        void charge() {
            paid++;
        }

        @Async
        Coroutine<String> pay() {
            await(yieldNow());
            if (Simulation.fault("request lost")) {
                throw new IllegalArgumentException("no connection");
            }
            charge();
            await(yieldNow());
            if (Simulation.fault("answer lost")) {
                throw new IllegalArgumentException("no answer");
            }
            return done("paid");
        }

        static Coroutine<Void> program() {
            return program(new RetryThatPaysTwice());
        }

        @Async
        static Coroutine<Void> program(RetryThatPaysTwice shop) {
            for (int attempt = 0; attempt < 3; attempt++) {
                try {
                    await(shop.pay());
                    break;
                } catch (IllegalArgumentException lost) {
                    await(yieldNow());
                }
            }
            check(shop.paid <= 1, "paid " + shop.paid + " times");
            return done();
        }
    }

    /** Handles a message and only then notes that it did: a crash in between handles it twice. */
    static class NotExactlyOnce {
        final Map<String, Integer> handled = new HashMap<>();
        final Deque<String> topic = new ArrayDeque<>(List.of("a", "b", "c"));

        @Async
        Coroutine<Void> consume() {
            while (!topic.isEmpty()) {
                String message = topic.peek();
                if (Simulation.fault("crash before handling")) {
                    continue;
                }
                handled.merge(message, 1, Integer::sum);
                await(yieldNow());
                if (Simulation.fault("crash before the note")) {
                    continue;
                }
                topic.remove();
            }
            return done();
        }

        static Coroutine<Void> program() {
            return program(new NotExactlyOnce());
        }

        @Async
        static Coroutine<Void> program(NotExactlyOnce consumer) {
            await(consumer.consume());
            check(consumer.handled.equals(Map.of("a", 1, "b", 1, "c", 1)), "handled " + consumer.handled);
            return done();
        }
    }

    /** Two locks, taken in one order here and in the other there. */
    static final class TwoLocks {
        @Async
        static Coroutine<Void> both(Lock one, Lock other, int after) {
            await(turns(after));
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
            await(gather(start(both(a, b, 0), "a, then b"), start(both(b, a, 2), "b, then a")));
            return done();
        }
    }
}
