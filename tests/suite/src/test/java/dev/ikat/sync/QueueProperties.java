package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.AsyncIterator;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Items are neither lost nor doubled, whatever is cancelled, and whenever; what a task says it did, it did. */
class QueueProperties {
    private static final int STEPS = 200;

    /** The items whose put returned, or whose offer said yes, in that order. */
    private final List<Integer> put = new ArrayList<>();

    /** The items whose take returned, in that order. */
    private final List<Integer> taken = new ArrayList<>();

    private final List<Task<Void>> tasks = new ArrayList<>();
    private int item;

    private void reset() {
        put.clear();
        taken.clear();
        tasks.clear();
        item = 0;
    }

    @Property(tries = 400)
    void whatWasPutIsTakenOnceInItsOrder(
            @ForAll long seed,
            @ForAll @IntRange(max = 3) int capacity,
            @ForAll @IntRange(max = 2) int kind,
            @ForAll boolean immediate) {
        reset();
        Queue<Integer> queue = switch (kind) {
            case 0 -> new Queue<>(capacity);
            case 1 -> Queue.lifo(capacity);
            default -> Queue.priority(capacity);
        };
        VirtualLoop.run(() -> chaos(queue, new Random(seed), immediate));
        assertThat(taken).doesNotHaveDuplicates();
        assertThat(queue.exchange().isSettled()).isTrue();
        if (kind == 0) {
            assertThat(taken).as("first in first out").isEqualTo(put.subList(0, taken.size()));
        }
        if (!immediate) {
            assertThat(taken).containsExactlyInAnyOrderElementsOf(put);
        }
        assertThat(queue.size()).isZero();
        assertThat(queue.unfinished()).isEqualTo(immediate ? taken.size() : put.size());
    }

    /** Starts and cancels tasks, at random turns and times; then shuts down, and drains. */
    @Async
    private Coroutine<Void> chaos(Queue<Integer> queue, Random random, boolean immediate) {
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(10)) {
                case 0, 1 -> tasks.add(start(puts(queue)));
                case 2 -> tasks.add(start(takes(queue)));
                case 3 -> tasks.add(start(iterates(queue, random.nextInt(3))));
                case 4 -> tasks.add(start(inTime(takes(queue), random.nextInt(3))));
                case 5 -> tasks.add(start(inTime(puts(queue), random.nextInt(3))));
                case 6 -> now(queue, random);
                case 7 -> await(yieldNow());
                default -> await(sleep(ofMillis(random.nextInt(3))));
            }
            if (random.nextInt(3) == 0 && !tasks.isEmpty()) {
                tasks.get(random.nextInt(tasks.size())).cancel();
            }
        }
        await(sleep(ofMillis(9)));
        assertThat(queue.exchange().isSettled()).isTrue();
        queue.shutdown(immediate);
        if (random.nextBoolean() && !tasks.isEmpty()) {
            tasks.get(random.nextInt(tasks.size())).cancel();
        }
        tasks.add(start(iterates(queue, Integer.MAX_VALUE)));
        for (Task<Void> task : tasks) {
            try {
                await(task);
            } catch (CancelledError | DeadlineExceededException | QueueShutDownException expected) {
                assertThat(task.isDone()).isTrue();
            }
        }
        return done();
    }

    private void now(Queue<Integer> queue, Random random) {
        if (random.nextBoolean()) {
            int mine = item++;
            if (queue.offer(mine)) {
                put.add(mine);
            }
        } else {
            Integer got = queue.poll();
            if (got != null) {
                taken.add(got);
            }
        }
    }

    @Async
    private Coroutine<Void> puts(Queue<Integer> queue) {
        int mine = item++;
        await(queue.put(mine));
        put.add(mine);
        return done();
    }

    @Async
    private Coroutine<Void> takes(Queue<Integer> queue) {
        taken.add(await(queue.take()));
        return done();
    }

    @Async
    private Coroutine<Void> iterates(Queue<Integer> queue, int most) {
        AsyncIterator<Integer> iterator = queue.iterator();
        for (int i = 0; i < most && await(iterator.hasNext()); i++) {
            taken.add(iterator.next());
        }
        return done();
    }

    @Async
    private static Coroutine<Void> inTime(Coroutine<Void> coroutine, int millis) {
        return timeout(ofMillis(millis), coroutine);
    }

    /** Waiting or not: who asks first is served first. */
    @Property(tries = 300)
    void readersAndWritersAreServedInTheOrderOfTheirAsking(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int capacity) {
        reset();
        List<Integer> readers = new ArrayList<>();
        List<Integer> served = new ArrayList<>();
        Random random = new Random(seed);
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>(capacity);
            for (int i = 0; i < 60; i++) {
                tasks.add(start(random.nextBoolean() ? puts(queue) : reads(queue, readers, served)));
                if (random.nextInt(3) == 0) {
                    await(random.nextBoolean() ? yieldNow() : sleep(ofMillis(1)));
                }
            }
            await(sleep(ofMillis(1)));
            queue.shutdown(false);
            for (Task<Void> task : tasks) {
                try {
                    await(task);
                } catch (QueueShutDownException expected) {
                    assertThat(task.isDone()).isTrue();
                }
            }
            return done();
        });
        assertThat(served).as("readers").isEqualTo(readers.subList(0, served.size()));
        assertThat(put).as("writers").isSorted();
        assertThat(taken).as("items").isEqualTo(put.subList(0, taken.size()));
    }

    @Async
    private Coroutine<Void> reads(Queue<Integer> queue, List<Integer> readers, List<Integer> served) {
        int number = readers.size();
        readers.add(number);
        taken.add(await(queue.take()));
        served.add(number);
        return done();
    }

    /** A task cancelled at any turn of a hand-off, from before the await to after it. */
    @Property(tries = 300)
    void aReaderOrWriterCancelledAtAnyTurnDidItOrDidNot(
            @ForAll @IntRange(max = 6) int cancelTurn,
            @ForAll @IntRange(max = 4) int partnerTurn,
            @ForAll boolean reader,
            @ForAll boolean another) {
        reset();
        VirtualLoop.run(() -> {
            Queue<Integer> queue = new Queue<>(1);
            if (!reader) {
                queue.offer(item);
                put.add(item++);
            }
            Task<Void> victim = start(reader ? takes(queue) : puts(queue));
            Task<Void> next = start(another ? (reader ? takes(queue) : puts(queue)) : done());
            for (int turn = 0; turn <= 8; turn++) {
                if (turn == partnerTurn) {
                    tasks.add(start(reader ? puts(queue) : takes(queue)));
                }
                if (turn == cancelTurn) {
                    victim.cancel();
                }
                await(yieldNow());
            }
            while (queue.size() > 0) {
                taken.add(queue.poll());
                await(yieldNow());
            }
            next.cancel();
            await(yieldNow());
            assertThat(victim.isDone()).isTrue();
            return done();
        });
        assertThat(taken).isEqualTo(put);
    }

    /** The latest that is in is the first to go, and of several the least, whoever waits and is cancelled. */
    @Property(tries = 200)
    void aPriorityQueueAlwaysHandsOutTheLeast(@ForAll long seed) {
        reset();
        Random random = new Random(seed);
        VirtualLoop.run(() -> {
            Queue<Integer> queue = Queue.priority(0);
            List<Integer> model = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                if (random.nextInt(3) == 0) {
                    tasks.add(start(() -> {
                        int got = await(queue.take());
                        assertThat(got).isEqualTo(Collections.min(model));
                        model.remove((Integer) got);
                        return done();
                    }));
                } else {
                    int value = random.nextInt(100);
                    queue.offer(value);
                    model.add(value);
                }
                if (random.nextInt(4) == 0 && !tasks.isEmpty()) {
                    tasks.get(random.nextInt(tasks.size())).cancel();
                }
                if (random.nextBoolean()) {
                    await(yieldNow());
                }
            }
            await(yieldNow());
            await(yieldNow());
            assertThat(queue.size()).isEqualTo(model.size());
            for (Task<Void> task : tasks) {
                task.cancel();
                try {
                    await(task);
                } catch (CancelledError expected) {
                    assertThat(task.isCancelled()).isTrue();
                }
            }
            return done();
        });
    }
}
