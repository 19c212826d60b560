package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Promise;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import dev.ikat.sync.CancelledAnywhere.Cut;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds of random programs wherever one or two of their tasks are cancelled; see {@link CancelledAnywhere}. */
class SyncProperties {
    private static final int TRIES = 12;

    /** What one run has seen. */
    private static final class Seen {
        final List<Integer> asked = new ArrayList<>();
        final List<Integer> entered = new ArrayList<>();
        final List<Integer> indices = new ArrayList<>();
        final Set<Task<?>> passed = new HashSet<>();
        int number;
        int inside;
        int mostInside;
        int items;
        int produced;
        int consumed;
    }

    private static int[][] script(Random random, int tasks, int numbers) {
        int[][] script = new int[tasks][numbers];
        for (int[] each : script) {
            for (int i = 0; i < numbers; i++) {
                each[i] = random.nextInt(4);
            }
        }
        return script;
    }

    private static List<Task<Void>> started(List<Coroutine<Void>> bodies) {
        List<Task<Void>> tasks = new ArrayList<>();
        bodies.forEach(body -> tasks.add(start(body)));
        return tasks;
    }

    @Property(tries = TRIES)
    void aLockIsNeitherLostNorSharedNorOvertaken(@ForAll long seed) {
        Random random = new Random(seed);
        int[][] script = script(random, 2 + random.nextInt(4), 4);
        CancelledAnywhere.repeat(script.length, random, cuts -> {
            Lock lock = new Lock();
            int turns = holding(script, cuts, lock::acquire, 1);
            assertThat(lock.tryAcquire()).as("free at the end").isTrue();
            return turns;
        });
    }

    @Property(tries = TRIES)
    void aPermitIsNeitherLostNorDoubledNorOvertaken(@ForAll long seed) {
        Random random = new Random(seed);
        int permits = 1 + random.nextInt(3);
        int[][] script = script(random, permits + 1 + random.nextInt(3), 4);
        CancelledAnywhere.repeat(script.length, random, cuts -> {
            BoundedSemaphore semaphore = new BoundedSemaphore(permits);
            int turns = holding(script, cuts, semaphore::acquire, permits);
            assertThat(semaphore.available()).as("at the end").isEqualTo(permits);
            assertThat(semaphore.isLocked()).isFalse();
            return turns;
        });
    }

    /** Each task holds it twice; entering is in the order of asking, but for those that were cancelled as they waited. */
    private static int holding(int[][] script, List<Cut> cuts, Supplier<Coroutine<Permit>> acquire, int most) {
        Seen seen = new Seen();
        int turns = VirtualLoop.run(() -> {
            List<Coroutine<Void>> bodies = new ArrayList<>();
            for (int[] each : script) {
                bodies.add(holdsTwice(acquire, each, seen));
            }
            List<Task<Void>> tasks = started(bodies);
            int taken = await(CancelledAnywhere.drive(tasks, cuts));
            assertThat(tasks).as("none is stuck").allMatch(Promise::isDone);
            assertThat(tasks.stream().filter(Promise::isCancelled).count()).isLessThanOrEqualTo(cuts.size());
            return done(taken);
        });
        assertThat(seen.entered).isEqualTo(seen.asked);
        assertThat(seen.inside).isZero();
        assertThat(seen.mostInside).isLessThanOrEqualTo(most);
        return turns;
    }

    @Async
    private static Coroutine<Void> holdsTwice(Supplier<Coroutine<Permit>> acquire, int[] turns, Seen seen) {
        for (int i = 0; i < 4; i += 2) {
            await(turns(turns[i]));
            int number = seen.number++;
            seen.asked.add(number);
            try (Permit permit = await(orForget(acquire.get(), number, seen))) {
                seen.entered.add(number);
                seen.inside++;
                seen.mostInside = Math.max(seen.mostInside, seen.inside);
                try {
                    await(turns(turns[i + 1]));
                } finally {
                    seen.inside--;
                }
            }
        }
        return done();
    }

    @Async
    private static Coroutine<Permit> orForget(Coroutine<Permit> acquire, int number, Seen seen) {
        try {
            Permit permit = await(acquire);
            return done(permit);
        } catch (CancelledError e) {
            seen.asked.remove((Object) number);
            throw e;
        }
    }

    /** One signal an item: no consumer waits while there is an item, so no signal was lost. */
    @Property(tries = TRIES)
    void aSignalIsNotLost(@ForAll long seed) {
        Random random = new Random(seed);
        int[][] script = script(random, 3 + random.nextInt(4), 3);
        CancelledAnywhere.repeat(script.length, random, cuts -> {
            Seen seen = new Seen();
            Condition condition = new Condition();
            int turns = VirtualLoop.run(() -> {
                List<Coroutine<Void>> bodies = new ArrayList<>();
                for (int i = 0; i < script.length; i++) {
                    bodies.add(
                            i % 2 == 0 ? consumes(condition, script[i], seen) : produces(condition, script[i], seen));
                }
                List<Task<Void>> tasks = started(bodies);
                int taken = await(CancelledAnywhere.drive(tasks, cuts));
                boolean stuck = !tasks.stream().allMatch(Promise::isDone);
                assertThat(stuck && seen.items > 0)
                        .as("somebody waits for what is there")
                        .isFalse();
                await(CancelledAnywhere.cancelAll(tasks));
                return done(taken);
            });
            assertThat(seen.items).isEqualTo(seen.produced - seen.consumed).isNotNegative();
            assertThat(condition.lock().tryAcquire()).as("free at the end").isTrue();
            return turns;
        });
    }

    @Async
    private static Coroutine<Void> consumes(Condition condition, int[] turns, Seen seen) {
        await(turns(turns[0]));
        try (Permit permit = await(condition.acquire())) {
            try {
                await(condition.waitUntil(() -> seen.items > 0));
            } finally {
                assertThat(condition.lock().isLocked())
                        .as("held again, in whatever way the wait ends")
                        .isTrue();
                seen.mostInside = ++seen.inside;
                assertThat(seen.inside).isEqualTo(1);
                seen.inside--;
            }
            seen.items--;
            seen.consumed++;
            await(turns(turns[1]));
        }
        return done();
    }

    @Async
    private static Coroutine<Void> produces(Condition condition, int[] turns, Seen seen) {
        for (int i = 0; i < 2; i++) {
            await(turns(turns[i]));
            try (Permit permit = await(condition.acquire())) {
                seen.items++;
                seen.produced++;
                condition.signal();
                await(turns(turns[i + 1]));
            }
        }
        return done();
    }

    /** Of so many that wait, as many go on as were signalled, as far as there are some that were not cancelled. */
    @Property(tries = TRIES)
    void asManyGoOnAsWereSignalled(@ForAll long seed) {
        Random random = new Random(seed);
        int[][] script = script(random, 2 + random.nextInt(4), 1);
        int signals = random.nextInt(script.length + 1);
        int holds = random.nextInt(3);
        CancelledAnywhere.repeat(script.length, random, cuts -> {
            Seen seen = new Seen();
            Condition condition = new Condition();
            return VirtualLoop.run(() -> {
                List<Coroutine<Void>> bodies = new ArrayList<>();
                for (int[] each : script) {
                    bodies.add(waits(condition, each[0], seen));
                }
                List<Task<Void>> tasks = started(bodies);
                Task<Void> signaller = start(signals(condition, signals, holds));
                int taken = await(CancelledAnywhere.drive(tasks, cuts));
                await(signaller);
                long lost = tasks.stream()
                        .filter(task -> task.isCancelled() && !seen.passed.contains(task))
                        .count();
                assertThat(seen.passed).hasSize((int) Math.min(signals, tasks.size() - lost));
                await(CancelledAnywhere.cancelAll(tasks));
                return done(Math.min(taken, 20)); // those that were not signalled are stuck
            });
        });
    }

    @Async
    private static Coroutine<Void> waits(Condition condition, int turns, Seen seen) {
        await(turns(turns));
        try (Permit permit = await(condition.acquire())) {
            await(condition.waitFor());
            seen.passed.add(currentTask());
            await(turns(turns));
        }
        return done();
    }

    /** When all wait. */
    @Async
    private static Coroutine<Void> signals(Condition condition, int signals, int holds) {
        await(turns(6));
        try (Permit permit = await(condition.acquire())) {
            condition.signal(signals);
            await(turns(holds));
        }
        return done();
    }

    /** They pass together, each with an index of its own, and a full barrier holds nobody. */
    @Property(tries = TRIES)
    void aBarrierLetsAllItsPartiesPass(@ForAll long seed) {
        Random random = new Random(seed);
        int parties = 2 + random.nextInt(2);
        int[][] script = script(random, parties + random.nextInt(3), 4);
        CancelledAnywhere.repeat(script.length, random, cuts -> {
            Seen seen = new Seen();
            Barrier barrier = new Barrier(parties);
            int turns = VirtualLoop.run(() -> {
                List<Coroutine<Void>> bodies = new ArrayList<>();
                for (int[] each : script) {
                    bodies.add(arrives(barrier, each, seen));
                }
                List<Task<Void>> tasks = started(bodies);
                int taken = await(CancelledAnywhere.drive(tasks, cuts));
                int left = (int) tasks.stream().filter(task -> !task.isDone()).count();
                assertThat(barrier.waiting())
                        .as("all that are left wait")
                        .isEqualTo(left)
                        .isLessThan(parties);
                await(CancelledAnywhere.cancelAll(tasks));
                assertThat(barrier.waiting()).isZero();
                return done(Math.min(taken, 30));
            });
            checkIndices(seen.indices, parties, cuts.size());
            return turns;
        });
    }

    /** The last to arrive goes first, then the others in order; one is missing if it was cancelled on its way. */
    private static void checkIndices(List<Integer> indices, int parties, int cuts) {
        int before = parties;
        int openings = 0;
        for (int index : indices) {
            boolean opens = index == parties - 1;
            assertThat(opens || before == parties - 1 || index > before)
                    .as("%s", indices)
                    .isTrue();
            openings += opens ? 1 : 0;
            before = index;
        }
        assertThat(indices).hasSizeBetween(openings * parties - cuts, openings * parties);
    }

    @Async
    private static Coroutine<Void> arrives(Barrier barrier, int[] turns, Seen seen) {
        for (int each : turns) {
            await(turns(each));
            seen.indices.add(await(barrier.arrive()));
        }
        return done();
    }

    /** All that wait when it is set go on, and nobody does before. */
    @Property(tries = TRIES)
    void anEventWakesAllThatWait(@ForAll long seed) {
        Random random = new Random(seed);
        int[][] script = script(random, 2 + random.nextInt(4), 3);
        int[] sets = {3 + random.nextInt(3), 1 + random.nextInt(3), 1 + random.nextInt(3)};
        CancelledAnywhere.repeat(script.length, random, cuts -> {
            Seen seen = new Seen();
            Event event = new Event();
            return VirtualLoop.run(() -> {
                List<Coroutine<Void>> bodies = new ArrayList<>();
                for (int[] each : script) {
                    bodies.add(waits(event, each, seen));
                }
                List<Task<Void>> tasks = started(bodies);
                Task<Void> setter = start(sets(event, sets, seen));
                int taken = await(CancelledAnywhere.drive(tasks, cuts));
                assertThat(tasks).as("none is stuck").allMatch(Promise::isDone);
                await(setter);
                assertThat(seen.entered).isEqualTo(seen.asked);
                return done(taken);
            });
        });
    }

    /** Sets and clears it, and at last leaves it set. */
    @Async
    private static Coroutine<Void> sets(Event event, int[] turns, Seen seen) {
        for (int each : turns) {
            await(turns(each));
            event.set();
            await(turns(each - 1));
            event.clear();
        }
        event.set();
        return done();
    }

    @Async
    private static Coroutine<Void> waits(Event event, int[] turns, Seen seen) {
        for (int each : turns) {
            await(turns(each));
            if (event.isSet()) {
                await(event.waitFor());
                continue;
            }
            int number = seen.number++;
            seen.asked.add(number);
            try {
                await(event.waitFor());
                seen.entered.add(number);
            } catch (CancelledError e) {
                seen.asked.remove((Object) number);
                throw e;
            }
        }
        return done();
    }
}
