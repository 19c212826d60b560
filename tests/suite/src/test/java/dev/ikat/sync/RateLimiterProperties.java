package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Against a model that recomputes the level of the bucket from all that was poured in. */
class RateLimiterProperties {
    private record Passed(int number, double amount, long nanos) {}

    private static final double SLACK = 1e-6;

    private final List<Passed> passed = new ArrayList<>();

    /** In any window of time no more passes than the burst and what leaks meanwhile, whoever is cancelled, in order. */
    @Property(tries = 300)
    void noWindowLetsMoreThroughThanTheBurstAndTheRate(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int permits) {
        passed.clear();
        Random random = new Random(seed);
        VirtualLoop.run(() -> crowd(new RateLimiter(permits, ofMillis(7)), permits, random));
        double level = 0;
        long last = 0;
        for (Passed each : passed) {
            level = Math.max(0, level - (each.nanos - last) * permits / 7e6) + each.amount;
            last = each.nanos;
            assertThat(level).isLessThanOrEqualTo(permits + SLACK);
        }
        assertThat(passed).extracting(Passed::number).isSorted();
    }

    @Async
    private Coroutine<Void> crowd(RateLimiter limiter, int permits, Random random) {
        List<Task<Void>> tasks = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            double amount = random.nextBoolean() ? 1 : permits * (1 - random.nextDouble());
            tasks.add(start(passes(limiter, i, amount)));
            if (random.nextInt(3) == 0) {
                tasks.get(random.nextInt(tasks.size())).cancel();
            }
            if (random.nextBoolean()) {
                await(sleep(ofNanos(random.nextInt(4_000_000))));
            }
        }
        for (Task<Void> task : tasks) {
            try {
                await(task);
            } catch (CancelledError expected) {
                assertThat(task.isCancelled()).isTrue();
            }
        }
        return done();
    }

    @Async
    private Coroutine<Void> passes(RateLimiter limiter, int number, double amount) {
        await(limiter.acquire(amount));
        passed.add(new Passed(number, amount, loop().nanoTime()));
        return done();
    }

    /** Nobody waits longer than needed: without cancellations each passes at the first moment at which it fits. */
    @Property(tries = 300)
    void eachPassesAsSoonAsItFits(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int permits) {
        passed.clear();
        Random random = new Random(seed);
        List<Double> amounts = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            amounts.add(permits * (1 - random.nextDouble()));
        }
        long begin = VirtualLoop.run(() -> {
            RateLimiter limiter = new RateLimiter(permits, ofMillis(7));
            List<Task<Void>> tasks = new ArrayList<>();
            for (double amount : amounts) {
                tasks.add(start(passes(limiter, tasks.size(), amount)));
            }
            long now = loop().nanoTime();
            await(gather(tasks));
            return done(now);
        });
        double poured = 0;
        for (Passed each : passed) {
            poured += each.amount;
            double due = Math.max(0, (poured - permits) * 7e6 / permits);
            assertThat((double) (each.nanos - begin)).isBetween(due - 1, due + 2);
        }
        assertThat(passed).hasSameSizeAs(amounts);
    }
}
