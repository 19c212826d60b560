package dev.ikat.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Makes a failing scenario smaller while it still fails: takes out stretches of deviations and of faults, long ones first, and then
 * looks for one deviation that does instead of several, and makes the numbers smaller. Source of the stretches: Zeller and Hildebrandt, "Simplifying and
 * Isolating Failure-Inducing Input", 2002.
 */
final class Shrinking {
    private static final int MOST_TURNS = 16;

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
            smallest = oneFault(smallest);
            smallest = oneDeviation(smallest);
            smallest = smallerNumbers(smallest);
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

    /** One task that waits, wherever and for how long, instead of several deviations. */
    private Scenario oneDeviation(Scenario failing) {
        List<Schedule.Deviation> given = failing.schedule().deviations();
        if (given.size() < 2) {
            return failing;
        }
        int mostPassed =
                given.stream().mapToInt(Schedule.Deviation::passed).max().orElse(1);
        for (int turns = 1; turns <= MOST_TURNS; turns *= 2) {
            for (int passed = 1; passed <= mostPassed; passed++) {
                for (int step = 0; step <= given.get(given.size() - 1).step(); step++) {
                    Scenario one = withOrder(failing, List.of(new Schedule.Deviation(step, passed, turns)));
                    if (fails(one)) {
                        return one;
                    }
                }
            }
        }
        return failing;
    }

    /** One fault, wherever, instead of several. */
    private Scenario oneFault(Scenario failing) {
        List<Integer> given = failing.faults().questions();
        for (int question = 0; given.size() > 1 && question < given.get(given.size() - 1); question++) {
            Scenario one = with(failing, List.of(question));
            if (fails(one)) {
                return one;
            }
        }
        return failing;
    }

    /** Fewer tasks passed over, for fewer turns. */
    private Scenario smallerNumbers(Scenario failing) {
        Scenario smallest = failing;
        for (int i = 0; i < failing.schedule().deviations().size(); i++) {
            Schedule.Deviation given = failing.schedule().deviations().get(i);
            for (int passed = 1; passed < given.passed(); passed++) {
                smallest = orWith(smallest, i, new Schedule.Deviation(given.step(), passed, given.turns()));
            }
            Schedule.Deviation fewer = smallest.schedule().deviations().get(i);
            for (int turns = 1; turns < fewer.turns(); turns++) {
                smallest = orWith(smallest, i, new Schedule.Deviation(fewer.step(), fewer.passed(), turns));
            }
        }
        return smallest;
    }

    /** With another i-th deviation, if that is smaller and fails; else as it was. */
    private Scenario orWith(Scenario smallest, int i, Schedule.Deviation deviation) {
        List<Schedule.Deviation> deviations =
                new ArrayList<>(smallest.schedule().deviations());
        Schedule.Deviation now = deviations.get(i);
        if (now.passed() < deviation.passed() || now.turns() < deviation.turns() || now.equals(deviation)) {
            return smallest;
        }
        deviations.set(i, deviation);
        Scenario smaller = withOrder(smallest, deviations);
        return fails(smaller) ? smaller : smallest;
    }
}
