package dev.ikat.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which of the faults that a program offers happen ({@link Simulation#fault}). A program asks at its points, again and again; the
 * questions of a run are counted from 0, and a plan has the numbers of those that are answered with a fault. The empty plan is a world without
 * faults.
 *
 * @param questions rising, each once
 */
public record FaultPlan(List<Integer> questions) {
    public static final FaultPlan NONE = new FaultPlan(List.of());

    public FaultPlan {
        questions = questions.stream().distinct().sorted().toList();
        if (!questions.isEmpty() && questions.get(0) < 0) {
            throw new IllegalArgumentException("fault " + questions.get(0) + ": questions are counted from 0");
        }
    }

    /**
     * Of so many questions without a fault before each fault. Any list of numbers is a plan, and smaller numbers are a smaller one; so
     * a property test's own lists generate and shrink it.
     */
    public static FaultPlan ofGaps(List<Integer> gaps) {
        List<Integer> questions = new ArrayList<>();
        int question = 0;
        for (int gap : gaps) {
            question += Math.abs(gap);
            questions.add(question++);
        }
        return new FaultPlan(questions);
    }

    /**
     * Reads what {@link #toString} writes: {@code "0 12"}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static FaultPlan parse(String text) {
        List<Integer> questions = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            try {
                if (!word.isEmpty()) {
                    questions.add(Integer.parseInt(word));
                }
            } catch (NumberFormatException noNumber) {
                throw new IllegalArgumentException(
                        "\"" + word + "\" is no fault: write the number of a question", noNumber);
            }
        }
        return new FaultPlan(questions);
    }

    @Override
    public String toString() {
        return questions.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }
}
