package dev.ikat.testkit;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import dev.ikat.sync.Lock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The runs of tiny programs, found by {@link BoundedSearch}, are those that an odometer of all choices finds. */
class ExhaustiveProperties {
    private static final int ANY = 100;

    /** What a task does, one after the other. */
    enum Act {
        YIELD,
        SLEEP,
        LOCK,
        JOIN,
        FAULT
    }

    /** All that could be seen of one run, and how far from production's it was. */
    private record Seen(String order, int deviations, int faults) {}

    /** A run of a program of several tasks. */
    private static final class Run {
        private final StringBuilder order = new StringBuilder();
        private final List<Task<Void>> tasks = new ArrayList<>();
        private final Lock lock = new Lock();

        @Async
        Coroutine<Void> task(int number, List<Act> acts) {
            for (Act act : acts) {
                order.append(number).append(act.name().charAt(0)).append(' ');
                switch (act) {
                    case YIELD -> await(yieldNow());
                    case SLEEP -> await(sleep(Duration.ofMillis(1)));
                    case FAULT -> order.append(Simulation.fault("here") ? "! " : "");
                    case JOIN -> await(tasks.get(Math.max(0, number - 1)));
                    default -> {
                        await(lock.acquire());
                        await(yieldNow());
                        lock.release();
                    }
                }
            }
            order.append(number).append(". ");
            return done();
        }

        @Async
        Coroutine<String> all(List<List<Act>> program) {
            tasks.add(start(task(0, List.of(Act.YIELD)))); // for those to join who are the first
            for (List<Act> acts : program) {
                tasks.add(start(task(tasks.size(), acts)));
            }
            for (Task<Void> each : tasks) {
                await(each);
            }
            return done(order.toString());
        }
    }

    @Provide
    Arbitrary<List<List<Act>>> programs() {
        return Arbitraries.of(Act.class).list().ofMaxSize(2).list().ofMinSize(1).ofMaxSize(2);
    }

    /** Chooses as the dials stand; what is beyond them stands at 0. */
    private static final class Odometer {
        private int[] dials = {};
        private final List<Integer> sizes = new ArrayList<>();
        private int faults;

        int comeTo(int size) {
            sizes.add(size);
            return sizes.size() <= dials.length ? dials[sizes.size() - 1] : 0;
        }

        boolean fault() {
            boolean fault = comeTo(2) == 1;
            faults += fault ? 1 : 0;
            return fault;
        }

        /** Turns the last dial that can be; false when none can. */
        boolean turn() {
            int[] now = Arrays.copyOf(dials, sizes.size());
            int last = now.length - 1;
            while (last >= 0 && now[last] + 1 == sizes.get(last)) {
                last--;
            }
            if (last < 0) {
                return false;
            }
            now[last]++;
            dials = Arrays.copyOf(now, last + 1);
            sizes.clear();
            faults = 0;
            return true;
        }

        Seen seen(String order) {
            int departures = (int) Arrays.stream(dials).filter(each -> each > 0).count();
            return new Seen(order, departures - faults, faults);
        }
    }

    private static List<Seen> byOdometer(List<List<Act>> program) {
        List<Seen> seen = new ArrayList<>();
        Odometer odometer = new Odometer();
        do {
            Simulation simulation = new Simulation(
                    0,
                    turn -> odometer.comeTo(turn.tasks()),
                    Faults.answered(question -> odometer.fault()),
                    ANY * ANY,
                    false);
            String order = simulation.runHere(() -> new Run().all(program));
            seen.add(odometer.seen(order));
        } while (odometer.turn());
        return seen;
    }

    /** A run as the search makes it. */
    private static Explored search(List<List<Act>> program, int mostDeviations, int mostFaults, List<Seen> found) {
        return Simulation.explore(() -> {
                    String order = await(new Run().all(program));
                    Simulation current = Simulation.current();
                    found.add(new Seen(
                            order,
                            current.schedule().deviations().size(),
                            current.happened().questions().size()));
                    return done();
                })
                .exhaustively(mostDeviations, mostFaults)
                .run();
    }

    @Property(tries = 12)
    void withoutABoundItFindsEachRunOnce(@ForAll("programs") List<List<Act>> program) {
        List<Seen> found = new ArrayList<>();
        Explored explored = search(program, ANY, ANY, found);
        assertThat(found).containsExactlyInAnyOrderElementsOf(byOdometer(program));
        assertThat(explored).isEqualTo(new Explored(found.size(), true));
    }

    @Property(tries = 12)
    void withABoundItFindsWhatIsNear(
            @ForAll("programs") List<List<Act>> program,
            @ForAll @IntRange(max = 2) int deviations,
            @ForAll @IntRange(max = 2) int faults) {
        List<Seen> found = new ArrayList<>();
        assertThat(search(program, deviations, faults, found).complete()).isTrue();
        List<Seen> all = byOdometer(program);
        assertThat(found).isSubsetOf(all);
        assertThat(found)
                .containsAll(all.stream()
                        .filter(each -> each.deviations <= deviations && each.faults <= faults)
                        .toList());
        assertThat(found).allMatch(each -> each.faults <= faults && (deviations > 0 || each.deviations == 0));
    }

    /** One deviation is one of a schedule, wherever and however long what is passed over waits. */
    @Property(tries = 15)
    void oneDeviationIsOneOfASchedule(@ForAll("programs") List<List<Act>> program) {
        List<Seen> found = new ArrayList<>();
        search(program, 1, 0, found);
        List<String> orders = found.stream().map(Seen::order).toList();
        int steps = Simulation.run(() -> {
            await(new Run().all(program));
            return done(Simulation.current().steps());
        });
        for (int step = 0; step < steps; step++) {
            for (int passed = 1; passed < 3; passed++) {
                for (int turns = 1; turns <= steps - step; turns++) {
                    Schedule schedule = new Schedule(List.of(new Schedule.Deviation(step, passed, turns)));
                    String order =
                            Simulation.run(new Scenario(0, schedule, FaultPlan.NONE), () -> new Run().all(program));
                    assertThat(orders).as(schedule.toString()).contains(order);
                }
            }
        }
    }
}
