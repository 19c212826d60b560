package dev.ikat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** A task's word: its slot above the bits of its state. */
class StrandStateTest {
    @Test
    void theSlotStandsAboveTheBits() {
        for (int slot : new int[] {0, 1, 1_000_000, StrandState.MOST_TASKS - 1}) {
            int state = StrandState.of(slot);
            assertThat(state & StrandState.ALL).isZero();
            assertThat(StrandState.slot(state)).isEqualTo(slot);
            assertThat(StrandState.slot(state | StrandState.ALL)).isEqualTo(slot);
        }
    }

    @Test
    void allBitsAreBelowTheSlot() {
        int bits = StrandState.BEGUN
                | StrandState.SCHEDULED
                | StrandState.LINKED
                | StrandState.POSTPONED
                | StrandState.MUST_CANCEL
                | StrandState.FORWARDED;
        assertThat(bits).isEqualTo(StrandState.ALL);
        assertThat(Integer.bitCount(bits)).isEqualTo(6);
    }

    @Test
    void oneTaskMoreThanThereAreSlotsIsRefused() {
        assertThatThrownBy(() -> StrandState.of(StrandState.MOST_TASKS))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("more than 67108864 tasks")
                .hasMessageContaining("Semaphore");
    }
}
