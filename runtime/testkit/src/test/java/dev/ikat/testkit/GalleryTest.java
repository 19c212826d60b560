package dev.ikat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ikat.AsyncCallable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The kit finds each bug of the gallery within so many tries, whatever the seed, shrinks it to so much, and replays it. */
class GalleryTest {
    private static final int SEEDS = 20;

    static Stream<Arguments> bugs() {
        return Stream.of(
                bug("lost wake-up", Gallery.LostWakeUp::program, 100, 1, 0, DeadlockError.class),
                bug("double release", Gallery.DoubleRelease::program, 300, 1, 0, AssertionError.class),
                bug("lost item", Gallery.QueueThatLoses::program, 100, 1, 0, IllegalStateException.class),
                bug("check, then act", Gallery.CheckThenAct::program, 100, 1, 0, AssertionError.class),
                bug("paid twice", Gallery.RetryThatPaysTwice::program, 100, 0, 1, IllegalStateException.class),
                bug("not exactly once", Gallery.NotExactlyOnce::program, 100, 0, 1, IllegalStateException.class),
                bug("two locks", Gallery.TwoLocks::program, 100, 1, 0, DeadlockError.class));
    }

    private static Arguments bug(
            String name,
            AsyncCallable<Void> program,
            int tries,
            int deviations,
            int faults,
            Class<? extends Throwable> error) {
        return Arguments.of(Named.of(name, program), tries, deviations, faults, error);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void isFoundShrunkAndReplayed(
            AsyncCallable<Void> program, int tries, int deviations, int faults, Class<? extends Throwable> error) {
        Simulation.run(program);
        for (int i = 0; i < SEEDS; i++) {
            Throwable found = catchThrowable(Simulation.explore(program)
                    .seed(i * 1_000_000L)
                    .tries(tries)
                    .faults(0.1)::run);
            assertThat(found).isInstanceOf(SimulationFailure.class).cause().isInstanceOf(error);
            Scenario scenario = ((SimulationFailure) found).scenario();
            assertThat(scenario.schedule().deviations())
                    .as("deviations of " + scenario)
                    .hasSize(deviations);
            assertThat(scenario.faults().questions())
                    .as("faults of " + scenario)
                    .hasSize(faults);
            assertThat(catchThrowable(() -> Simulation.replay(scenario.toString(), program)))
                    .isInstanceOf(error);
        }
    }
}
