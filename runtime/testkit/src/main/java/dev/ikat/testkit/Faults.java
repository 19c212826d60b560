package dev.ikat.testkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;

/** Answers the questions of a program whether a fault happens, and keeps what it answered. */
final class Faults {
    private static final double AS_EXPLORED = -1;

    private final Answers answers;
    private final List<Integer> happened = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private int question;

    /** Whether a fault happens that is as likely as that; negative where the exploration says how likely. */
    @FunctionalInterface
    private interface Answers {
        boolean happens(int question, double probability);
    }

    private Faults(Answers answers) {
        this.answers = answers;
    }

    static Faults of(FaultPlan plan) {
        Set<Integer> questions = new HashSet<>(plan.questions());
        return new Faults((question, probability) -> questions.contains(question));
    }

    /** As the predicate answers, given the number of the question. */
    static Faults answered(IntPredicate happens) {
        return new Faults((question, probability) -> happens.test(question));
    }

    static Faults random(long seed, double probability) {
        SplittableRandom random = new SplittableRandom(seed); // its first number differs from seed to seed
        return new Faults((question, own) -> random.nextDouble() < (own < 0 ? probability : own));
    }

    boolean at(String point) {
        return at(point, AS_EXPLORED);
    }

    /** Where the exploration does not say how likely it is. */
    boolean at(String point, double probability) {
        int asked = question++;
        boolean fault = answers.happens(asked, probability);
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
