package dev.ikat.testkit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Decides at the points of a program whether a fault happens there, and keeps which did. */
final class Faults {
    /** Whether the fault happens. */
    private interface Choice {
        boolean happens(FaultPlan.Fault fault);
    }

    private final Choice choice;
    private final Map<String, Integer> times = new HashMap<>();
    private final List<FaultPlan.Fault> happened = new ArrayList<>();

    private Faults(Choice choice) {
        this.choice = choice;
    }

    static Faults of(FaultPlan plan) {
        return new Faults(plan.faults()::contains);
    }

    static Faults random(long seed, double probability) {
        Random random = new Random(seed);
        return new Faults(fault -> random.nextDouble() < probability);
    }

    boolean at(String point) {
        FaultPlan.Fault fault = new FaultPlan.Fault(point, times.merge(point, 1, Integer::sum) - 1);
        boolean happens = choice.happens(fault);
        if (happens) {
            happened.add(fault);
        }
        return happens;
    }

    FaultPlan happened() {
        return new FaultPlan(happened);
    }
}
