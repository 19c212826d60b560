package dev.ikat.testkit.primitives;

import static dev.ikat.Ikat.*;
import static dev.ikat.testkit.primitives.Explored.*;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Task;
import dev.ikat.sync.Barrier;
import dev.ikat.sync.BoundedSemaphore;
import dev.ikat.sync.BrokenBarrierException;
import dev.ikat.sync.Condition;
import dev.ikat.sync.Event;
import dev.ikat.sync.Lock;
import dev.ikat.sync.Permit;
import dev.ikat.sync.RateLimiter;
import dev.ikat.testkit.Simulation;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Locks, semaphores, conditions, events, barriers and limiters, in many orders; that nobody waits for ever is the simulation's. */
class LocksTest {
    private static final int CLIENTS = 4;
    private static final int TIMES = 4;

    /** Who asked and was not let in yet, in that order, and how many are inside. */
    private static final class Line {
        final Set<Task<?>> asked = new LinkedHashSet<>();
        final int most;
        int inside;

        Line(int most) {
            this.most = most;
        }

        /** Of those that asked before it, each has a permit that it has not come to use yet, or is on its way out. */
        void enter(Task<?> task) {
            inside++;
            check(inside <= most, "too many inside");
            int ahead = 0;
            for (Task<?> each : asked) {
                if (each == task) {
                    break;
                }
                ahead += leaves(each) ? 0 : 1;
            }
            check(ahead <= most - inside, task + " overtook " + asked);
            asked.remove(task);
        }
    }

    @Test
    void locksLetOneInInTurn() {
        inManyOrders(() -> {
            Lock lock = new Lock();
            Line line = new Line(1);
            await(ended(
                    clients(CLIENTS, random -> uses(lock::acquire, lock::tryAcquire, lock::release, line, random))));
            check(lock.tryAcquire(), "not free at the end: " + lock);
            return done();
        });
    }

    @Test
    void semaphoresLoseNoPermit() {
        inManyOrders(() -> {
            int permits = 1 + Simulation.current().random().nextInt(2);
            BoundedSemaphore semaphore = new BoundedSemaphore(permits);
            Line line = new Line(permits);
            await(ended(clients(
                    CLIENTS,
                    random -> uses(semaphore::acquire, semaphore::tryAcquire, semaphore::release, line, random))));
            check(semaphore.available() == permits && !semaphore.isLocked(), "at the end: " + semaphore);
            return done();
        });
    }

    @Async
    private static Coroutine<Void> uses(
            Supplier<Coroutine<Permit>> acquire,
            BooleanSupplier tryAcquire,
            Runnable release,
            Line line,
            Random random) {
        Task<?> task = currentTask();
        for (int i = 0; i < TIMES; i++) {
            try {
                await(pause(random));
                if (random.nextInt(5) > 0) {
                    line.asked.add(task);
                    await(perhapsInTime(random, acquire.get()));
                } else if (!tryAcquire.getAsBoolean()) {
                    continue;
                }
                line.enter(task);
                try {
                    await(pause(random));
                } finally {
                    line.inside--;
                    release.run();
                }
            } catch (CancelledError cancelled) {
                survive();
            } catch (DeadlineExceededException late) {
                check(!leaves(task), "the deadline is over");
            }
            line.asked.remove(task);
        }
        return done();
    }

    /** Items, of which a signal tells each. */
    private static final class Shelf {
        final Condition condition = new Condition();
        int items;
        int clients;
        int waiting;
        int holders;
        boolean closed;

        @Async
        Coroutine<Void> client(Random random) {
            boolean takes = clients++ > 0; // more is taken than is put: a signal that is lost leaves somebody waiting
            for (int i = 0; i < TIMES && !closed; i++) {
                try (Permit permit = await(perhapsInTime(random, condition.acquire()))) {
                    holders++;
                    try {
                        await(takes ? take(random) : put());
                        await(pause(random));
                    } finally {
                        holders--;
                    }
                } catch (CancelledError cancelled) {
                    survive();
                    return done(); // else it would take itself what it should have left to the next
                } catch (DeadlineExceededException late) {
                    await(yieldNow());
                }
            }
            return done();
        }

        void checkQuiet() {
            check(holders > 0 || items == 0 || waiting == 0, "somebody waits for what is there");
        }

        @Async
        private Coroutine<Void> put() {
            items++;
            condition.signal();
            return done();
        }

        /** Cancelled or late, it has the lock again. */
        @Async
        private Coroutine<Void> take(Random random) {
            waiting++;
            holders--;
            try {
                await(perhapsInTime(random, condition.waitUntil(() -> items > 0 || closed)));
            } finally {
                check(condition.lock().isLocked(), "a wait ended without the lock");
                holders++;
                check(holders == 1, "two have the lock");
                waiting--;
            }
            items -= closed ? 0 : 1;
            check(closed || items >= 0, "taken twice");
            return done();
        }
    }

    @Test
    void conditionsLoseNoSignal() {
        inManyOrders(() -> {
            Shelf shelf = new Shelf();
            Simulation.current().always("one has the lock", () -> shelf.holders <= 1);
            List<Task<Void>> tasks = clients(CLIENTS + 1, shelf::client);
            Task<Void> quiet = whenQuiet(shelf::checkQuiet);
            await(sleep(LONG));
            await(quiet);
            shelf.checkQuiet();
            shelf.closed = true;
            try (Permit permit = await(shelf.condition.acquire())) {
                shelf.condition.signalAll();
            }
            await(ended(tasks));
            check(shelf.condition.lock().tryAcquire(), "not free at the end");
            return done();
        });
    }

    /** An event, and whom it owes to go on. */
    private static final class Gate {
        final Event event = new Event();
        final Set<Task<?>> waiting = new HashSet<>();
        final Set<Task<?>> freed = new HashSet<>();

        @Async
        Coroutine<Void> client(Random random) {
            Task<?> task = currentTask();
            for (int i = 0; i < TIMES; i++) {
                try {
                    await(pause(random));
                    switch (random.nextInt(4)) {
                        case 0 -> set();
                        case 1 -> event.clear();
                        default -> {
                            boolean wasSet = event.isSet();
                            waiting.add(task);
                            await(perhapsInTime(random, event.waitFor()));
                            check(wasSet || freed.remove(task), "went on though it was not set");
                        }
                    }
                } catch (CancelledError cancelled) {
                    survive();
                } catch (DeadlineExceededException late) {
                    check(!leaves(task), "the deadline is over");
                }
                waiting.remove(task);
                freed.remove(task);
            }
            return done();
        }

        void set() {
            event.set();
            freed.addAll(waiting);
        }
    }

    @Test
    void eventsWakeAllWhoWaitAndNobodyElse() {
        inManyOrders(() -> {
            Gate gate = new Gate();
            List<Task<Void>> tasks = clients(CLIENTS, gate::client);
            Task<Void> quiet =
                    whenQuiet(() -> check(gate.freed.isEmpty(), "it was set, and these wait: " + gate.freed));
            await(sleep(LONG));
            await(quiet);
            check(gate.freed.isEmpty(), "it was set, and these wait: " + gate.freed);
            while (!tasks.stream().allMatch(Task::isDone)) {
                gate.set();
                await(sleep(LONG));
            }
            await(ended(tasks));
            return done();
        });
    }

    /** A barrier, and the indices of the time that is under way. */
    private static final class Meeting {
        final Barrier barrier = new Barrier(3);
        final Set<Integer> indices = new HashSet<>();
        boolean aborted;

        @Async
        Coroutine<Void> client(Random random) {
            for (int i = 0; i < TIMES; i++) {
                try {
                    await(pause(random));
                    if (random.nextInt(12) == 0) {
                        await(barrier.reset());
                    }
                    int index = await(perhapsInTime(random, barrier.arrive()));
                    if (index == barrier.parties() - 1) {
                        indices.clear(); // the last goes first
                    }
                    check(indices.add(index), "two are number " + index);
                } catch (CancelledError cancelled) {
                    survive();
                } catch (DeadlineExceededException late) {
                    check(!leaves(currentTask()), "the deadline is over");
                } catch (BrokenBarrierException broken) {
                    if (aborted) {
                        return done();
                    }
                }
            }
            return done();
        }
    }

    @Test
    void barriersHoldNobodyWhenAllAreThere() {
        inManyOrders(() -> {
            Meeting meeting = new Meeting();
            List<Task<Void>> tasks = clients(CLIENTS, meeting::client);
            await(sleep(LONG));
            long left = tasks.stream().filter(each -> !each.isDone()).count();
            check(left < meeting.barrier.parties(), left + " wait at " + meeting.barrier);
            check(left == meeting.barrier.waiting(), left + " wait at " + meeting.barrier);
            meeting.aborted = true;
            await(meeting.barrier.abort());
            await(ended(tasks));
            check(meeting.barrier.isBroken() && meeting.barrier.waiting() == 0, "at the end: " + meeting.barrier);
            return done();
        });
    }

    @Test
    void limitersLetNoMoreThroughThanTheirRate() {
        inManyOrders(() -> {
            RateLimiter limiter = new RateLimiter(2, Duration.ofNanos(10));
            Line line = new Line(1);
            long[] passed = new long[CLIENTS * TIMES];
            int[] count = {0};
            await(ended(clients(CLIENTS, random -> {
                Task<?> task = currentTask();
                for (int i = 0; i < TIMES; i++) {
                    try {
                        await(pause(random));
                        line.asked.add(task);
                        await(perhapsInTime(random, limiter.acquire()));
                        line.enter(task);
                        line.inside--;
                        passed[count[0]++] = loop().nanoTime();
                    } catch (CancelledError cancelled) {
                        survive();
                    } catch (DeadlineExceededException late) {
                        check(!leaves(task), "the deadline is over");
                    }
                    line.asked.remove(task);
                }
                return done();
            })));
            for (int i = 2; i < count[0]; i++) {
                check(passed[i] - passed[i - 2] >= 5, "three within 5 ns, and two in 10 ns are the rate");
            }
            return done();
        });
    }
}
