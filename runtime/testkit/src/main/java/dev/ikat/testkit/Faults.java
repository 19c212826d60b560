package dev.ikat.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/** Answers the questions of a program whether a fault happens, and keeps what it answered. */
final class Faults {
    private final IntPredicate happens;
    private final List<Integer> happened = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private int question;

    private Faults(IntPredicate happens) {
        this.happens = happens;
    }

    static Faults of(FaultPlan plan) {
        Set<Integer> questions = new HashSet<>(plan.questions());
        return new Faults(questions::contains);
    }

    static Faults random(long seed, double probability) {
        SplittableRandom random = new SplittableRandom(seed); // its first number differs from seed to seed
        return new Faults(question -> random.nextDouble() < probability);
    }

    boolean at(String point) {
        int asked = question++;
        boolean fault = happens.test(asked);
        if (fault) {
            happened.add(asked);
            story.add("question " + asked + ": a fault at " + point);
        }
        return fault;
    }

    FaultPlan happened() {
        return new FaultPlan(happened);
    }

    List<String> story() {
        return story;
    }
}
