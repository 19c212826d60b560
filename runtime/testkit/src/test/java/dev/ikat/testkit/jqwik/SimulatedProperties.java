package dev.ikat.testkit.jqwik;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.testkit.Failures;
import dev.ikat.testkit.FaultPlan;
import dev.ikat.testkit.Flag;
import dev.ikat.testkit.Scenario;
import dev.ikat.testkit.Schedule;
import dev.ikat.testkit.Simulation;
import dev.ikat.testkit.SimulationFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** jqwik generates schedules and faults, runs coroutines with them, and shrinks what fails. */
class SimulatedProperties {
    @Async
    @Property(tries = 200)
    @Simulated
    Coroutine<Void> allEndInAnyOrder(
            @ForAll Schedule schedule, @ForAll FaultPlan faults, @ForAll byte count, Simulation simulation) {
        List<Integer> ended = new ArrayList<>();
        await(taskGroup(group -> {
            for (int i = 0; i < count; i++) {
                int number = i;
                group.start(() -> {
                    await(sleep(Duration.ofMillis(number % 3)));
                    ended.add(number);
                    return done();
                });
            }
            return done();
        }));
        assertThat(ended).hasSize(Math.max(0, count)).doesNotHaveDuplicates();
        assertThat(simulation).isSameAs(Simulation.current());
        return done();
    }

    @Example
    void whatFailsIsShrunkAndTold() {
        Map<String, Throwable> failed = Failures.of(Wrong.class);
        assertThat(failed).containsOnlyKeys("order", "twoFaults", "orderAndFault", "noCoroutine");
        assertThat(failed.get("order")).isInstanceOf(SimulationFailure.class).hasMessageContaining(" before ");
        assertThat(((SimulationFailure) failed.get("order"))
                        .scenario()
                        .schedule()
                        .deviations())
                .hasSize(1);
        Scenario both = ((SimulationFailure) failed.get("orderAndFault")).scenario();
        assertThat(both.schedule().deviations()).hasSize(1);
        assertThat(both.faults().questions()).hasSize(1);
        assertThat(failed.get("twoFaults").toString())
                .contains("question 0: a fault at disk")
                .contains("question 1: a fault at net");
        assertThat(failed.get("noCoroutine")).hasMessageContaining("returns no Coroutine");
    }

    /** Each fails; run by the example above only. */
    static class Wrong {
        @Async
        @Property(tries = 1000)
        @Simulated
        Coroutine<Void> order(@ForAll Schedule schedule) {
            return Flag.program();
        }

        @Async
        @Property(tries = 10_000)
        @Simulated
        Coroutine<Void> twoFaults(@ForAll FaultPlan faults) {
            await(yieldNow());
            boolean disk = Simulation.fault("disk");
            boolean net = Simulation.fault("net");
            assertThat(disk && net).isFalse();
            return done();
        }

        /** Two values that jqwik makes of lists, and shrinks together. */
        @Async
        @Property(tries = 1000)
        @Simulated
        Coroutine<Void> orderAndFault(@ForAll Schedule schedule, @ForAll FaultPlan faults) {
            boolean disk = false;
            for (int i = 0; i < 10; i++) {
                disk |= Simulation.fault("disk");
            }
            if (disk) {
                await(Flag.program());
            }
            return done();
        }

        @Property
        @Simulated
        void noCoroutine() {}
    }
}
