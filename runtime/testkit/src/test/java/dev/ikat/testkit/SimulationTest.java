package dev.ikat.testkit;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void aYearOfSleepsTakesNone() {
        long nanos = Simulation.run(() -> {
            long before = loop().nanoTime();
            for (int day = 0; day < 365; day++) {
                await(sleep(Duration.ofDays(1)));
            }
            return done(loop().nanoTime() - before);
        });
        assertThat(Duration.ofNanos(nanos)).isEqualTo(Duration.ofDays(365));
    }

    @Test
    void aDeadlockFailsAtOnceAndSaysWhoAwaitsWhom() {
        assertThatThrownBy(() -> Simulation.replay("0/1:1x2/", Gallery.TwoLocks::program))
                .isInstanceOf(DeadlockError.class)
                .hasMessageContaining("these tasks wait")
                .hasMessageContaining("a, then b")
                .hasMessageContaining("b, then a");
    }

    /** Check-then-act across an await: fine in production's order, and wrong in another. */
    @Async
    private static Coroutine<Void> transfer(List<Integer> account, String name) {
        int balance = account.get(0);
        await(yieldNow());
        if (name.equals("late")) {
            await(yieldNow());
        }
        account.set(0, balance + 1);
        return done();
    }

    @Async
    private static Coroutine<Void> lostUpdate() {
        List<Integer> account = new ArrayList<>(List.of(0));
        await(gather(start(transfer(account, "one"), "one"), start(transfer(account, "other"), "other")));
        assertThat(account.get(0)).isEqualTo(2);
        return done();
    }

    @Test
    void anErrorInProductionsOrderNeedsNoDeviation() {
        assertThatThrownBy(() -> Simulation.explore(SimulationTest::lostUpdate).run())
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("found in try 1")
                .hasMessageContaining("in production's order");
    }

    @Test
    void anErrorInAnotherOrderIsFoundShrunkToldAndReplayed() {
        SimulationFailure failure = null;
        try {
            Simulation.explore(Flag::program).run();
        } catch (SimulationFailure found) {
            failure = found;
        }
        assertThat(failure).isNotNull();
        assertThat(failure.scenario().schedule().deviations()).hasSize(1);
        assertThat(failure).hasMessageContaining("Task-3").hasMessageContaining(" before Task-2");
        String scenario = failure.scenario().toString();
        assertThat(failure).hasMessageContaining("Simulation.replay(\"" + scenario + "\"");
        assertThatThrownBy(() -> Simulation.replay(scenario, Flag::program))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("set before it is read");
        Simulation.run(Flag::program);
    }
}
