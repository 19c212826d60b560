package dev.ikat.testkit;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.Coroutine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** All runs within a bound: bugs are found in so many tries, and where there is none, that is known after so many. */
class ExhaustiveTest {
    static Stream<Arguments> bugs() {
        return Stream.of(
                bug("lost wake-up", 2, 0, Gallery.LostWakeUp::program, 4, Mended.LostWakeUp::program, 15),
                bug("double release", 2, 0, Gallery.DoubleRelease::program, 14, Mended.DoubleRelease::program, 561),
                bug("lost item", 2, 0, Gallery.QueueThatLoses::program, 11, Mended.QueueThatLoses::program, 47),
                bug("check, then act", 2, 0, Gallery.CheckThenAct::program, 3, Mended.CheckThenAct::program, 11),
                bug("paid twice", 0, 2, Gallery.RetryThatPaysTwice::program, 3, Mended.RetryThatPaysTwice::program, 7),
                bug("exactly once", 0, 2, Gallery.NotExactlyOnce::program, 3, Mended.NotExactlyOnce::program, 25),
                bug("two leaders", 0, 1, () -> Election.program(false), 2, () -> Election.program(true), 11),
                bug("two locks", 2, 0, Gallery.TwoLocks::program, 3, Mended.TwoLocks::program, 11));
    }

    private static Arguments bug(
            String name,
            int deviations,
            int faults,
            AsyncCallable<Void> program,
            int tries,
            AsyncCallable<Void> mended,
            int all) {
        return Arguments.of(Named.of(name, program), mended, deviations, faults, tries, all);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void isFoundAndKnownToBeGone(
            AsyncCallable<Void> program, AsyncCallable<Void> mended, int deviations, int faults, int tries, int all) {
        Throwable found = catchThrowable(Simulation.explore(program).exhaustively(deviations, faults)::run);

        assertThat(found).isInstanceOf(SimulationFailure.class).hasMessageStartingWith("found in try " + tries + ",");
        Scenario scenario = ((SimulationFailure) found).scenario();
        assertThatThrownBy(() -> Simulation.replay(scenario.toString(), program))
                .hasSameClassAs(found.getCause());
        assertThat(Simulation.explore(mended).exhaustively(deviations, faults).run())
                .isEqualTo(new Explored(all, true));
    }

    /** Writes its name, once a turn. */
    @Async
    private static Coroutine<Void> steps(List<String> order, String name, int steps) {
        for (int i = 0; i < steps; i++) {
            if (i > 0) {
                await(yieldNow());
            }
            order.add(name);
        }
        return done();
    }

    private static AsyncCallable<Void> threeTasks(List<List<String>> orders) {
        return () -> {
            List<String> order = new ArrayList<>();
            await(gather(steps(order, "a", 2), steps(order, "b", 2), steps(order, "c", 1)));
            orders.add(order);
            return done();
        };
    }

    @Test
    void withoutABoundEveryPermutationComesUpOnce() {
        List<List<String>> orders = new ArrayList<>();
        Explored explored =
                Simulation.explore(threeTasks(orders)).exhaustively(100).run();
        int permutations = 5 * 4 * 3 * 2 / (2 * 2);
        assertThat(explored).isEqualTo(new Explored(permutations, true));
        assertThat(new HashSet<>(orders)).hasSize(permutations);
        assertThat(orders).allSatisfy(order -> assertThat(order).containsExactlyInAnyOrder("a", "a", "b", "b", "c"));
        assertThat(orders.get(0)).containsExactly("a", "b", "c", "a", "b");
    }

    /** With two tasks of two turns each: production's is ab ab, and what b does earlier is that a waits. */
    @Test
    void whatWaitsWaitsOnForNothing() {
        assertThat(ordersOfTwo(0)).containsExactly("abab");
        assertThat(ordersOfTwo(1)).containsExactly("abab", "baba", "bbaa", "aabb", "abba");
        assertThat(ordersOfTwo(2)).containsExactly("abab", "baba", "bbaa", "aabb", "abba", "baab");
    }

    /** Asks until the other has said so: it would find it waiting for ever, if that were a run. */
    @Async
    private static Coroutine<Void> askUntil(boolean[] said) {
        while (!said[0]) {
            await(yieldNow());
        }
        return done();
    }

    @Async
    private static Coroutine<Void> say(boolean[] said) {
        said[0] = true;
        return done();
    }

    @Test
    void noneWaitsForEver() {
        List<Integer> steps = new ArrayList<>();
        AsyncCallable<Void> program = () -> {
            boolean[] said = {false};
            await(gather(askUntil(said), say(said)));
            steps.add(Simulation.current().steps());
            return done();
        };
        assertThat(Simulation.explore(program).exhaustively(0).run().tries()).isEqualTo(1);
        int inOrder = steps.get(0);
        assertThat(Simulation.explore(program).exhaustively(1).run().complete()).isTrue();
        assertThat(steps).allMatch(each -> each < inOrder + 20).anyMatch(each -> each > inOrder + 10);
    }

    private static List<String> ordersOfTwo(int mostDeviations) {
        List<String> orders = new ArrayList<>();
        Simulation.explore(() -> {
                    List<String> order = new ArrayList<>();
                    await(gather(steps(order, "a", 2), steps(order, "b", 2)));
                    orders.add(String.join("", order));
                    return done();
                })
                .exhaustively(mostDeviations)
                .run();
        return orders;
    }

    @Test
    void whereThereIsNothingToChooseOneTryIsAll() {
        assertThat(Simulation.explore(() -> Gallery.turns(10))
                        .exhaustively(3, 3)
                        .run())
                .isEqualTo(new Explored(1, true))
                .hasToString("no failure in 1 tries, all there are within the bound");
    }

    @Test
    void triesThatDoNotSufficeAreSaidToBeNotAll() {
        assertThat(Simulation.explore(threeTasks(new ArrayList<>()))
                        .exhaustively(100)
                        .tries(29)
                        .run())
                .isEqualTo(new Explored(29, false));
        assertThat(Simulation.explore(threeTasks(new ArrayList<>()))
                        .exhaustively(100)
                        .tries(30)
                        .run())
                .isEqualTo(new Explored(30, true));
        assertThat(Simulation.explore(threeTasks(new ArrayList<>())).tries(3).run())
                .isEqualTo(new Explored(3, false))
                .hasToString("no failure in 3 tries, of more");
    }

    @Test
    void aBoundBelowZeroIsRefused() {
        Exploration exploration = Simulation.explore(Flag::program);
        assertThatThrownBy(() -> exploration.exhaustively(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bounds are 0 or more");
    }

    /** Starts one task more in each run than in the one before. */
    @Test
    void aProgramThatGoesAnotherWayEachTimeIsNotSaidToBeDone() {
        int[] runs = {1};
        assertThatThrownBy(() -> Simulation.explore(() -> {
                            runs[0]++;
                            for (int i = 0; i < runs[0]; i++) {
                                start(Gallery.turns(1));
                            }
                            await(Gallery.turns(5));
                            return done();
                        })
                        .exhaustively(2)
                        .run())
                .isInstanceOf(SimulationFailure.class)
                .hasMessageContaining("try 2 went another way")
                .hasMessageContaining("something that is not simulated");
    }
}
