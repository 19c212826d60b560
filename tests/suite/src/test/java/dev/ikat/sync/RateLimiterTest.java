package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static dev.ikat.Tried.*;
import static java.time.Duration.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.CancelledError;
import dev.ikat.Coroutine;
import dev.ikat.DeadlineExceededException;
import dev.ikat.Task;
import dev.ikat.VirtualLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The leaky bucket: bursts, rate, first come first served, cancellation. The loop checks that no timer is left. */
class RateLimiterTest {
    final List<Object> log = new ArrayList<>();

    @Async
    Coroutine<Void> passes(RateLimiter limiter, String word, double amount) {
        await(limiter.acquire(amount));
        log.add(VirtualLoop.millis() + " " + word);
        return done();
    }

    @Test
    void aBurstOfTheWholeCapacityPassesAtOnceThenTheRateHolds() {
        VirtualLoop.run(() -> {
            RateLimiter limiter = new RateLimiter(3, ofSeconds(1).plusMillis(500));
            for (int i = 0; i < 6; i++) {
                await(limiter.acquire());
                log.add(VirtualLoop.millis());
            }
            return done();
        });
        assertThat(log).containsExactly(0L, 0L, 0L, 500L, 1000L, 1500L);
    }

    @Test
    void whatPassesAtOnceDoesNotYield() {
        VirtualLoop.run(() -> {
            loop().callSoon(() -> log.add("callback"));
            await(passes(new RateLimiter(1, ofSeconds(1)), "a", 1));
            await(yieldNow());
            return done();
        });
        assertThat(log).containsExactly("0 a", "callback");
    }

    @Test
    void whatLeaksOutMakesRoomForTheNextBurst() {
        VirtualLoop.run(() -> {
            RateLimiter limiter = new RateLimiter(10, ofSeconds(1));
            await(limiter.acquire(10));
            assertThat(limiter.tryAcquire(1)).isFalse();
            await(sleep(ofMillis(400)));
            assertThat(limiter.tryAcquire(5)).isFalse();
            assertThat(limiter.tryAcquire(4)).isTrue();
            await(sleep(ofDays(1)));
            assertThat(limiter.tryAcquire(10)).as("no more than the capacity").isTrue();
            assertThat(limiter.tryAcquire(0.001)).isFalse();
            return done();
        });
    }

    @Test
    void firstComeFirstServedAlsoWhenALaterOneWouldFit() {
        VirtualLoop.run(() -> {
            RateLimiter limiter = new RateLimiter(10, ofSeconds(1));
            await(limiter.acquire(8));
            Task<Void> large = start(passes(limiter, "large", 9));
            Task<Void> small = start(passes(limiter, "small", 1));
            await(yieldNow());
            assertThat(limiter.tryAcquire(1)).as("would overtake").isFalse();
            await(gather(large, small));
            return done();
        });
        assertThat(log).containsExactly("700 large", "800 small");
    }

    @Test
    void aCancelledWaiterHasAcquiredNothingAndTheNextMovesUp() {
        VirtualLoop.run(() -> {
            RateLimiter limiter = new RateLimiter(10, ofSeconds(1));
            await(limiter.acquire(10));
            Task<Void> first = start(passes(limiter, "first", 10));
            Task<Void> second = start(passes(limiter, "second", 9));
            Task<Void> third = start(passes(limiter, "third", 1));
            await(sleep(ofMillis(50)));
            second.cancel();
            first.cancel();
            await(third);
            assertThat(first.isCancelled()).isTrue();
            assertThat(second.isCancelled()).isTrue();
            return done();
        });
        assertThat(log).containsExactly("100 third");
    }

    @Test
    void aWaiterCancelledAtTheVeryMomentHasAcquiredNothing() {
        VirtualLoop.run(() -> {
            RateLimiter limiter = new RateLimiter(1, ofMillis(10));
            await(limiter.acquire());
            assertThat(await(errorOf(timeout(ofMillis(10), limiter.acquire()))))
                    .isInstanceOf(DeadlineExceededException.class);
            assertThat(limiter.tryAcquire(1)).isTrue();
            return done();
        });
    }

    @Test
    void theLastWaiterCancelledLeavesNoTimer() {
        VirtualLoop.run(() -> {
            RateLimiter limiter = new RateLimiter(1, ofDays(1));
            await(limiter.acquire());
            Task<Void> task = start(limiter.acquire());
            await(yieldNow());
            task.cancel();
            assertThat(await(errorOf(task))).isInstanceOf(CancelledError.class);
            return done();
        });
    }

    @Test
    void nothingHappensBeforeItIsAwaited() {
        VirtualLoop.run(() -> {
            RateLimiter limiter = new RateLimiter(1, ofSeconds(1));
            Coroutine<Void> acquire = limiter.acquire();
            assertThat(limiter.tryAcquire(1)).isTrue();
            await(acquire);
            assertThat(VirtualLoop.millis()).isEqualTo(1000);
            return done();
        });
    }

    @Test
    void moreThanTheCapacityIsAnError() {
        RateLimiter limiter = new RateLimiter(2.5, ofSeconds(1));
        assertThatThrownBy(() -> limiter.acquire(2.6))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2.6")
                .hasMessageContaining("2.5");
        assertThatThrownBy(() -> limiter.tryAcquire(3)).isInstanceOf(IllegalArgumentException.class);
        for (double amount : new double[] {0, -1, Double.NaN}) {
            assertThatThrownBy(() -> limiter.acquire(amount)).isInstanceOf(IllegalArgumentException.class);
        }
        for (double permits : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatThrownBy(() -> new RateLimiter(permits, ofSeconds(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new RateLimiter(1, ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anotherLoopIsToldSo() {
        RateLimiter limiter = new RateLimiter(1, ofSeconds(1));
        VirtualLoop.run(limiter::acquire);
        VirtualLoop.run(() -> {
            assertThat(await(errorOf(limiter.acquire())))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("this rate limiter serves the tasks of another loop");
            return done();
        });
    }
}
