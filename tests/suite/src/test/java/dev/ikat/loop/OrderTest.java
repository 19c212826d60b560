package dev.ikat.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A loop whose callbacks run in an order of its own. */
class OrderTest extends LoopFixture {
    private final SelectorLoop newestFirst = new SelectorLoop(clock, new FakePoller(clock), ready -> ready.size() - 1);

    @AfterEach
    void close() {
        newestFirst.close();
    }

    @Test
    void holdsInABatch() {
        newestFirst.callSoon(say("old"));
        newestFirst.callSoon(say("new"));
        newestFirst.iterate();
        assertThat(log).containsExactly("new", "old");
    }

    @Test
    void holdsInDebugModeToo() {
        newestFirst.setSlowCallback(Duration.ofHours(1));
        holdsInABatch();
    }

    @Test
    void aLoopWithAnOrderIsASimulationsAndHasNothingOfTheSystem() {
        loop.requireSystem("processes");
        assertThatThrownBy(() -> newestFirst.requireSystem("processes"))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageStartingWith("a simulation has no processes: run this part of the program with Ikat.run");
    }
}
