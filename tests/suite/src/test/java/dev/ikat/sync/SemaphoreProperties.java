package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Permits are neither lost nor doubled, whatever is cancelled, and whenever. */
class SemaphoreProperties {
    private static final int STEPS = 200;

    private int inside;
    private int mostInside;
    private final List<Integer> asked = new ArrayList<>();
    private final List<Integer> entered = new ArrayList<>();

    @Property(tries = 300)
    void noPermitIsEverLostOrDoubled(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int permits) {
        inside = mostInside = 0;
        Semaphore semaphore = new Semaphore(permits);
        VirtualLoop.run(() -> chaos(semaphore, new Random(seed)));
        assertThat(semaphore.available()).as("at the end").isEqualTo(permits);
        assertThat(inside).isZero();
        assertThat(mostInside).isBetween(1, permits);
    }

    /** Starts and cancels tasks, at random turns and times, then waits for what is left. */
    @Async
    private Coroutine<Void> chaos(Semaphore semaphore, Random random) {
        List<Task<Void>> tasks = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(6)) {
                case 0, 1 -> tasks.add(start(uses(semaphore, random)));
                case 2 -> tasks.add(start(usesInTime(semaphore, random)));
                case 3 -> cancelOne(tasks, random);
                case 4 -> await(yieldNow());
                default -> await(sleep(ofMillis(random.nextInt(4))));
            }
            if (random.nextInt(8) == 0 && semaphore.tryAcquire()) {
                enter();
                leave();
                semaphore.release();
                cancelOne(tasks, random);
            }
        }
        tasks.add(start(uses(semaphore, random)));
        for (Task<Void> task : tasks) {
            try {
                await(task);
            } catch (CancelledError | DeadlineExceededException expected) {
                assertThat(task.isDone()).isTrue();
            }
        }
        return done();
    }

    private static void cancelOne(List<Task<Void>> tasks, Random random) {
        if (!tasks.isEmpty()) {
            tasks.get(random.nextInt(tasks.size())).cancel();
        }
    }

    @Async
    private Coroutine<Void> uses(Semaphore semaphore, Random random) {
        try (Permit permit = await(semaphore.acquire())) {
            enter();
            try {
                if (random.nextBoolean()) {
                    await(yieldNow());
                } else {
                    await(sleep(ofMillis(random.nextInt(4))));
                }
            } finally {
                leave();
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> usesInTime(Semaphore semaphore, Random random) {
        try (Permit permit = await(timeout(ofMillis(1 + random.nextInt(4)), semaphore.acquire()))) {
            enter();
            try {
                await(timeout(ofMillis(random.nextInt(3)), deadline -> {
                    await(sleep(ofMillis(random.nextInt(3))));
                    return done();
                }));
            } finally {
                leave();
            }
        }
        return done();
    }

    private void enter() {
        inside++;
        mostInside = Math.max(mostInside, inside);
    }

    private void leave() {
        inside--;
    }

    /** Those that are not cancelled enter in the order in which they asked. */
    @Property(tries = 200)
    void waitersEnterInTheOrderOfTheirAsking(@ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int permits) {
        asked.clear();
        entered.clear();
        Random random = new Random(seed);
        VirtualLoop.run(() -> {
            Semaphore semaphore = new Semaphore(permits);
            List<Task<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                tasks.add(start(queues(semaphore, i, random)));
                if (random.nextInt(3) == 0) {
                    cancelOne(tasks, random);
                }
                await(sleep(ofMillis(random.nextInt(3))));
            }
            for (Task<Void> task : tasks) {
                try {
                    await(task);
                } catch (CancelledError expected) {
                    asked.remove((Object) tasks.indexOf(task));
                    entered.remove((Object) tasks.indexOf(task));
                }
            }
            assertThat(semaphore.available()).isEqualTo(permits);
            return done();
        });
        assertThat(entered).isEqualTo(asked).isNotEmpty();
    }

    @Async
    private Coroutine<Void> queues(Semaphore semaphore, int number, Random random) {
        asked.add(number);
        try (Permit permit = await(semaphore.acquire())) {
            entered.add(number);
            await(sleep(ofMillis(1 + random.nextInt(4))));
        }
        return done();
    }
}
