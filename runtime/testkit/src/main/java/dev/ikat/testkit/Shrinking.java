package dev.ikat.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing scenario smaller while it still fails: takes out stretches of deviations and of faults, long ones first, and then
 * lets the deviations left pass fewer tasks over. Source of the stretches: Zeller and Hildebrandt, "Simplifying and
 * Isolating Failure-Inducing Input", 2002.
 */
final class Shrinking {
    private final Predicate<Scenario> fails;
    private int left;

    /** Runs the predicate so often at most. */
    Shrinking(Predicate<Scenario> fails, int most) {
        this.fails = fails;
        left = most;
    }

    Scenario smallest(Scenario failing) {
        Scenario smallest = failing;
        for (Scenario before = null; !smallest.equals(before) && left > 0; ) {
            before = smallest;
            smallest = fewerFaults(smallest);
            smallest = fewerDeviations(smallest);
            smallest = smallerChoices(smallest);
        }
        return smallest;
    }

    private boolean fails(Scenario scenario) {
        return left-- > 0 && fails.test(scenario);
    }

    private Scenario fewerFaults(Scenario failing) {
        List<Integer> kept = fewer(failing.faults().questions(), faults -> fails(with(failing, faults)));
        return with(failing, kept);
    }

    private Scenario fewerDeviations(Scenario failing) {
        List<Schedule.Deviation> kept =
                fewer(failing.schedule().deviations(), deviations -> fails(withOrder(failing, deviations)));
        return withOrder(failing, kept);
    }

    private static Scenario with(Scenario scenario, List<Integer> faults) {
        return new Scenario(scenario.seed(), scenario.schedule(), new FaultPlan(faults));
    }

    private static Scenario withOrder(Scenario scenario, List<Schedule.Deviation> deviations) {
        return new Scenario(scenario.seed(), new Schedule(deviations), scenario.faults());
    }

    /** Without as many stretches as can go. */
    private static <T> List<T> fewer(List<T> items, Predicate<List<T>> stillFails) {
        List<T> kept = items;
        for (int length = kept.size(); length > 0; length /= 2) {
            for (int from = 0; from < kept.size(); ) {
                List<T> without = new ArrayList<>(kept.subList(0, from));
                without.addAll(kept.subList(Math.min(kept.size(), from + length), kept.size()));
                if (stillFails.test(without)) {
                    kept = without;
                } else {
                    from += length;
                }
            }
        }
        return kept;
    }

    private Scenario smallerChoices(Scenario failing) {
        Scenario smallest = failing;
        List<Schedule.Deviation> deviations = new ArrayList<>(failing.schedule().deviations());
        for (int i = 0; i < deviations.size(); i++) {
            Schedule.Deviation given = deviations.get(i);
            for (int choice = 1; choice < given.choice(); choice++) {
                deviations.set(i, new Schedule.Deviation(given.step(), choice));
                Scenario smaller = withOrder(smallest, deviations);
                if (fails(smaller)) {
                    smallest = smaller;
                    break;
                }
                deviations.set(i, given);
            }
        }
        return smallest;
    }
}
