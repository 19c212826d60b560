package dev.ikat.testkit;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.sync.Lock;
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
        assertThatThrownBy(() -> Simulation.run(SimulationTest::twoLocks))
                .isInstanceOf(DeadlockError.class)
                .hasMessageContaining("these tasks wait")
                .hasMessageContaining("first")
                .hasMessageContaining("second");
    }

    @Async
    private static Coroutine<Void> twoLocks() {
        Lock a = new Lock();
        Lock b = new Lock();
        await(gather(start(both(a, b), "first"), start(both(b, a), "second")));
        return done();
    }

    @Async
    private static Coroutine<Void> both(Lock one, Lock other) {
        await(one.acquire());
        try {
            await(yieldNow());
            await(other.acquire());
            other.release();
        } finally {
            one.release();
        }
        return done();
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

    /** One sets a flag, the other looks at it: in production's order it is set by then. */
    @Async
    private static Coroutine<Void> flag() {
        boolean[] set = {false};
        var setter = start(() -> {
            await(yieldNow());
            set[0] = true;
            return done();
        });
        var reader = start(() -> {
            await(yieldNow());
            assertThat(set[0]).as("set before it is read").isTrue();
            return done();
        });
        await(gather(setter, reader));
        return done();
    }

    @Test
    void anErrorInAnotherOrderIsFoundShrunkToldAndReplayed() {
        SimulationFailure failure = null;
        try {
            Simulation.explore(SimulationTest::flag).run();
        } catch (SimulationFailure found) {
            failure = found;
        }
        assertThat(failure).isNotNull();
        assertThat(failure.scenario().schedule().deviations()).hasSize(1);
        assertThat(failure).hasMessageContaining("Task-3").hasMessageContaining(" before Task-2");
        String scenario = failure.scenario().toString();
        assertThat(failure).hasMessageContaining("Simulation.replay(\"" + scenario + "\"");
        assertThatThrownBy(() -> Simulation.replay(scenario, SimulationTest::flag))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("set before it is read");
        Simulation.run(SimulationTest::flag);
    }
}
