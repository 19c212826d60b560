package dev.ikat.testkit.primitives;

import static dev.ikat.Ikat.*;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.AsyncFunction;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Promise;
import dev.ikat.Task;
import dev.ikat.testkit.Simulation;
import dev.ikat.testkit.Strategies;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/**
 * Random programs of a few tasks that use a primitive, each in an order of its own, with tasks that are cancelled in any turn. The
 * programs are small, so that a try is a fraction of a millisecond; -Dikat.primitives.tries makes more of them, and
 * -Dikat.primitives.seed others.
 */
final class Explored {
    static final int TRIES = Integer.getInteger("ikat.primitives.tries", 200);
    private static final long SEED = Long.getLong("ikat.primitives.seed", 1);
    private static final double FAULTS = 0.1;
    private static final int ROUNDS = 12;

    /** Long enough for all that is under way to come to its end, or to a wait. */
    static final Duration LONG = Duration.ofSeconds(1);

    /** Those of the run that is under way. */
    private static List<Task<Void>> clients = List.of();

    /** Those that were cancelled, and have not seen it. */
    private static final Set<Task<?>> CANCELLED = new HashSet<>();

    private Explored() {}

    /** By a walk, and by changing priorities. */
    static void inManyOrders(AsyncCallable<Void> program) {
        Simulation.explore(program).tries(TRIES).seed(SEED).faults(FAULTS).run();
        Simulation.explore(program)
                .tries(TRIES)
                .seed(SEED + TRIES)
                .faults(FAULTS)
                .strategy(seed -> Strategies.priorities(seed, 3, 80))
                .run();
    }

    static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalStateException(what);
        }
    }

    /** Tasks that run the body, each with random numbers of its own; and one that cancels them, as faults. */
    static List<Task<Void>> clients(int count, AsyncFunction<Random, Void> body) throws Exception {
        CANCELLED.clear();
        List<Task<Void>> tasks = new ArrayList<>();
        Random random = Simulation.current().random();
        for (int i = 0; i < count; i++) {
            long seed = random.nextLong();
            tasks.add(start(client(body, new Random(seed)), "client " + (i + 1)));
        }
        clients = List.copyOf(tasks);
        tasks.add(start(cancelsSome(new Random(random.nextLong())), "canceller"));
        return tasks;
    }

    @Async
    private static Coroutine<Void> client(AsyncFunction<Random, Void> body, Random random) throws Exception {
        await(body.apply(random));
        return done();
    }

    @Async
    private static Coroutine<Void> cancelsSome(Random random) {
        for (int i = 0; i < ROUNDS; i++) {
            await(pause(random));
            clients.forEach(Explored::perhapsCancel);
        }
        return done();
    }

    private static void perhapsCancel(Task<Void> client) {
        if (!client.isDone() && Simulation.fault(client.name() + " is cancelled") && client.cancel()) {
            CANCELLED.add(client);
        }
    }

    /** Whether it is on its way out of what it waits for, by a cancellation or a time limit. */
    static boolean leaves(Task<?> task) {
        return task.cancelling() > 0;
    }

    /** The current task was cancelled, and goes on all the same. */
    static void survive() {
        Task<?> task = Objects.requireNonNull(currentTask());
        CANCELLED.remove(task);
        while (task.cancelling() > 0) {
            task.uncancel();
        }
    }

    /** Every cancellation was seen. */
    static void checkNoneMissed() {
        CANCELLED.removeIf(Promise::isCancelled);
        check(CANCELLED.isEmpty(), "did not see that they were cancelled: " + CANCELLED);
    }

    /** Times at which clients do something; in between nobody does. */
    static Duration moments(int count) {
        return Duration.ofNanos(2L * count);
    }

    /** A task that checks what must hold whenever nobody is on the way: a wake-up that was lost is healed by the next one. */
    static Task<Void> whenQuiet(Runnable check) {
        return start(checksBetween(check), "whenQuiet");
    }

    @Async
    private static Coroutine<Void> checksBetween(Runnable check) {
        await(sleep(Duration.ofNanos(1)));
        for (int i = 0; i < ROUNDS; i++) {
            check.run();
            await(sleep(moments(1)));
        }
        return done();
    }

    /**
     * Nothing, a turn or a short time. Before it one of the others may be cancelled: one that was just woken by what this task has
     * done, and has not run since, is where primitives lose things.
     */
    @Async
    static Coroutine<Void> pause(Random random) {
        Task<Void> other = clients.get(random.nextInt(clients.size()));
        if (other != currentTask()) {
            perhapsCancel(other);
        }
        switch (random.nextInt(3)) {
            case 0 -> await(yieldNow());
            case 1 -> await(sleep(moments(1 + random.nextInt(3))));
            default -> {
                return done();
            }
        }
        return done();
    }

    /** With a short time limit or without. */
    static <T> Coroutine<T> perhapsInTime(Random random, Coroutine<T> coroutine) {
        return random.nextInt(3) == 0 ? timeout(moments(1 + random.nextInt(3)), coroutine) : coroutine;
    }

    /** Awaits them all; the first failure is thrown. */
    @Async
    static Coroutine<Void> ended(List<Task<Void>> tasks) {
        for (Task<Void> each : tasks) {
            try {
                await(each);
            } catch (CancelledError cancelled) {
                check(each.isCancelled(), "this is nobody's");
            }
        }
        checkNoneMissed();
        return done();
    }
}
