package dev.ikat.testkit.junit;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.sync.Semaphore;
import dev.ikat.testkit.Flag;
import dev.ikat.testkit.Leaks;
import dev.ikat.testkit.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;

/** Tests to be run by the engine, some to fail; their names do not end as those that the build runs. */
class Cases {
    static final List<String> LOG = new ArrayList<>();

    static class Passing {
        private final List<String> seen = new ArrayList<>();

        @Async
        @BeforeEach
        Coroutine<Void> open() {
            await(yieldNow());
            seen.add("open");
            return done();
        }

        @AfterEach
        void close() {
            LOG.add(seen + " closed");
        }

        @Async
        @AsyncTest
        Coroutine<Void> awaits() {
            await(sleep(Duration.ofMillis(1)));
            seen.add("awaits");
            return done();
        }

        @Async
        @SimulatedTest(seeds = 3)
        Coroutine<Void> sleepsForAYear(Simulation simulation) {
            await(sleep(Duration.ofDays(365)));
            seen.add("slept " + (simulation.steps() > 0));
            return done();
        }

        @Async
        @SimulatedTest(exhaustive = 1)
        Coroutine<Void> triesAllOrdersOfTwo() {
            List<String> order = new ArrayList<>();
            await(gather(Flag.write(order, "a"), Flag.write(order, "b")));
            seen.addAll(order);
            return done();
        }

        @Disabled("to be left out: that the engine does so is what is tested")
        @Async
        @AsyncTest
        Coroutine<Void> isLeftOut() {
            seen.add("no");
            return done();
        }
    }

    static class Leaking {
        @Async
        @AsyncTest(mayLeak = true)
        Coroutine<Void> mayLeaveATask() {
            start(sleep(Duration.ofHours(1)));
            return done();
        }

        @Async
        @SimulatedTest(mayLeak = true)
        Coroutine<Void> mayLeaveATimer(Leaks leaks) {
            leaks.returnsTo("names seen", () -> "nothing");
            loop().callLater(Duration.ofHours(1), () -> {});
            return done();
        }
    }

    static class Failing {
        @Async
        @AsyncTest
        Coroutine<Void> throwsAfterAnAwait() {
            await(yieldNow());
            throw new IllegalStateException("as expected");
        }

        @Async
        @AsyncTest
        Coroutine<Void> leavesATask() {
            start(sleep(Duration.ofHours(1)), "forgotten");
            await(yieldNow());
            return done();
        }

        @Async
        @SimulatedTest
        Coroutine<Void> leavesATimer() {
            loop().callLater(Duration.ofHours(1), () -> {});
            return done();
        }

        @Async
        @AsyncTest
        Coroutine<Void> keepsAPermit(Leaks leaks) {
            Semaphore semaphore = new Semaphore(1);
            leaks.returnsTo("permits", semaphore::available);
            await(semaphore.acquire());
            return done();
        }

        @Async
        @AsyncTest(timeoutSeconds = 1)
        Coroutine<Void> neverEnds() {
            await(promise());
            return done();
        }

        @Async
        @AsyncTest
        Coroutine<Void> wantsTooMuch(String parameter) {
            assertThat(parameter).isNotNull();
            return done();
        }

        @Async
        @SimulatedTest
        Coroutine<Void> dependsOnTheOrder() {
            return Flag.program();
        }

        @Async
        @SimulatedTest(exhaustive = 1)
        Coroutine<Void> dependsOnTheOrderForSure() {
            return Flag.program();
        }

        @Async
        @SimulatedTest(exhaustive = 0, mostFaults = 1)
        Coroutine<Void> dependsOnAFault() {
            assertThat(Simulation.fault("here")).isFalse();
            return done();
        }

        @Async
        @SimulatedTest(replay = "0/1:1/")
        Coroutine<Void> replays() {
            return Flag.program();
        }
    }
}
