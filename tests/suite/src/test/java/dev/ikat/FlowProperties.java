package dev.ikat;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Flow;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A generator as a publisher, and that in a loop again: each element once and in order, whatever is cancelled when. */
class FlowProperties {
    private static final int COUNT = 30;

    private int opened;
    private int closed;

    @Async
    private AsyncGenerator<Integer> numbers(Random waits) {
        opened++;
        try {
            for (int i = 0; i < COUNT; i++) {
                await(pause(waits));
                emit(i);
            }
        } finally {
            try {
                await(pause(waits)); // cut off where the subscriber cancels while the generator ends by itself
            } finally {
                closed++;
            }
        }
        return end();
    }

    private static Coroutine<Void> pause(Random waits) {
        return switch (waits.nextInt(3)) {
            case 0 -> done();
            case 1 -> yieldNow();
            default -> sleep(ofMillis(waits.nextInt(3)));
        };
    }

    /** Takes elements, with time limits that cut off some of its awaits; ends early or not. */
    @Async
    private static Coroutine<Integer> take(AsyncIterator<Integer> source, Random random, List<Integer> taken) {
        int cut = 0;
        int most = random.nextInt(2 * COUNT);
        while (taken.size() < most) {
            boolean more;
            try {
                more = await(timeout(ofNanos(1 + random.nextInt(3_000_000)), source.hasNext()));
            } catch (DeadlineExceededException late) {
                cut++;
                continue;
            }
            if (!more) {
                break;
            }
            taken.add(source.next());
        }
        await(((AsyncCloseable) source).closeAsync());
        return done(cut);
    }

    @Property(tries = 300)
    void thereAndBack(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int window) {
        opened = closed = 0;
        Random random = new Random(seed);
        List<Integer> taken = new ArrayList<>();
        VirtualLoop.run(() -> {
            Flow.Publisher<Integer> publisher = numbers(random).toPublisher();
            AsyncIterator<Integer> iterator =
                    AsyncIterable.from(publisher, window).iterator();
            Task<Integer> task = start(take(iterator, random, taken));
            if (random.nextBoolean()) {
                await(sleep(ofMillis(random.nextInt(40))));
                task.cancel();
            }
            await(gatherSettled(task));
            await(((AsyncCloseable) iterator).closeAsync());
            await(sleep(ofMillis(10)));
            assertThat(allTasks()).hasSize(1);
            return done();
        });
        assertThat(closed).isEqualTo(opened);
        assertThat(taken).isEqualTo(IntStream.range(0, taken.size()).boxed().toList());
    }
}
