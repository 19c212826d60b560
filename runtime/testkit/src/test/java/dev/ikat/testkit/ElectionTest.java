package dev.ikat.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ElectionTest {
    private static final int MOST_TRIES = 100;

    @Test
    void twoLeadersAreFoundUnderAPartition() {
        Simulation.run(() -> Election.program(false));
        assertThatThrownBy(() -> Simulation.explore(() -> Election.program(false))
                        .tries(MOST_TRIES)
                        .faults(0.1)
                        .run())
                .isInstanceOfSatisfying(SimulationFailure.class, failure -> {
                    assertThat(failure.scenario().schedule()).isEqualTo(Schedule.FIFO);
                    assertThat(failure.scenario().faults().questions()).hasSize(1);
                    assertThat(failure)
                            .hasMessageContaining("\"there is one leader at most\" does not hold")
                            .hasMessageContaining("a fault at partition of node");
                    assertThatThrownBy(() ->
                                    Simulation.replay(failure.scenario().toString(), () -> Election.program(false)))
                            .hasMessage(failure.getCause().getMessage());
                });
    }

    @Test
    void aQuorumMendsIt() {
        Simulation.explore(() -> Election.program(true))
                .tries(MOST_TRIES)
                .faults(0.5)
                .run();
    }
}
