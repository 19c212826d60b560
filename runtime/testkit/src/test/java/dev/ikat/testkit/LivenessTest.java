package dev.ikat.testkit;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LivenessTest {
    private int answered;

    /** Each sees that the other wants it too, and steps back, at the same time. */
    @Async
    private static Coroutine<Void> givesWay(boolean[] wants, int me) {
        while (true) {
            wants[me] = true;
            await(yieldNow());
            boolean otherWants = wants[1 - me];
            await(yieldNow());
            if (!otherWants) {
                return done();
            }
            wants[me] = false;
            await(yieldNow());
        }
    }

    @Test
    void tasksThatGiveWayToEachOtherForEverFailSoonWithTheirStacks() {
        assertThatThrownBy(() -> Simulation.run(() -> {
                    boolean[] wants = new boolean[2];
                    Simulation.current().progresses("somebody has had it", 1_000, () -> answered);
                    await(gather(start(givesWay(wants, 0), "Ann"), start(givesWay(wants, 1), "Bob")));
                    return done();
                }))
                .isInstanceOf(NoProgressError.class)
                .hasMessageContaining("\"somebody has had it\" has not been true since step 1, for 1001 steps")
                .hasMessageContaining("task Ann (ready)")
                .hasMessageContaining("task Bob (ready)")
                .hasMessageContaining("givesWay(LivenessTest.java:");
    }

    @Test
    void aMeasureThatChangesIsProgress() {
        Simulation.run(() -> {
            Simulation.current().progresses("answers", 3, () -> answered);
            for (int i = 0; i < 100; i++) {
                answered++;
                await(yieldNow());
                await(yieldNow());
            }
            return done();
        });
    }

    @Async
    private Coroutine<Void> waitsInBetween(Duration time) {
        boolean[] open = {false};
        Simulation.current().alwaysEventually("every request is answered", Duration.ofSeconds(10), () -> !open[0]);
        for (int i = 0; i < 5; i++) {
            open[0] = true;
            await(sleep(time));
            open[0] = false;
            await(yieldNow());
        }
        return done();
    }

    @Test
    void conditionsHaveTheirTime() {
        Simulation.run(() -> waitsInBetween(Duration.ofSeconds(10)));
        assertThatThrownBy(() -> Simulation.run(() -> waitsInBetween(Duration.ofMillis(10_001))))
                .isInstanceOf(NoProgressError.class)
                .hasMessageContaining("\"every request is answered\"")
                .hasMessageContaining("PT10.001S of simulated time")
                .hasMessageContaining("LivenessTest.java");
    }

    @Test
    void aTrialForSteps() {
        assertThatThrownBy(() -> Simulation.run(() -> {
                    Simulation.current()
                            .alwaysEventually(
                                    "seven", 20, () -> Simulation.current().steps() % 50 == 7);
                    return Gallery.turns(100);
                }))
                .isInstanceOf(NoProgressError.class)
                .hasMessageContaining("since step 7, for 21 steps");
        assertThat(answered).isZero();
    }
}
