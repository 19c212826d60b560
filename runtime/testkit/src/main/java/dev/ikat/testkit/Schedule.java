package dev.ikat.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An order of tasks, as what it does differently from production, which runs the task first that was ready first. A step is
 * a turn of a task; they are counted from 0. The empty schedule is production's order, and of two schedules that show the
 * same error the one with fewer deviations tells more. A value: equal schedules order equal programs equally.
 *
 * @param deviations by rising steps, one a step
 */
public record Schedule(List<Deviation> deviations) {
    /** The order of production. */
    public static final Schedule FIFO = new Schedule(List.of());

    /**
     * One turn that goes to another task.
     *
     * @param step the number of the turn, from 0
     * @param choice how many of the tasks that are ready are passed over, 1 or more; the last one is meant when there are fewer
     */
    public record Deviation(int step, int choice) {
        public Deviation {
            if (step < 0 || choice < 1) {
                throw new IllegalArgumentException("deviation " + step + ":" + choice
                        + ": a step is 0 or more, and a choice passes 1 or more tasks over");
            }
        }

        @Override
        public String toString() {
            return step + ":" + choice;
        }
    }

    public Schedule {
        List<Deviation> sorted = new ArrayList<>(deviations);
        sorted.sort(Comparator.comparingInt(Deviation::step));
        for (int i = 1; i < sorted.size(); i++) {
            if (sorted.get(i).step == sorted.get(i - 1).step) {
                throw new IllegalArgumentException("step " + sorted.get(i).step + " deviates twice");
            }
        }
        deviations = List.copyOf(sorted);
    }

    /**
     * Of gaps and choices by turns: so many steps in order, then one that passes so many tasks over. Any list of numbers is a
     * schedule, and smaller numbers are a smaller one; so a property test's own lists generate and shrink it.
     */
    public static Schedule ofGaps(List<Integer> gapsAndChoices) {
        List<Deviation> deviations = new ArrayList<>();
        int step = 0;
        for (int i = 0; i + 1 < gapsAndChoices.size(); i += 2) {
            step += Math.abs(gapsAndChoices.get(i));
            int choice = Math.abs(gapsAndChoices.get(i + 1));
            if (choice > 0) {
                deviations.add(new Deviation(step, choice));
            }
            step++;
        }
        return new Schedule(deviations);
    }

    /**
     * Reads what {@link #toString} writes: {@code "17:1 30:2"}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Schedule parse(String text) {
        List<Deviation> deviations = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            if (!word.isEmpty()) {
                deviations.add(deviation(word));
            }
        }
        return new Schedule(deviations);
    }

    private static Deviation deviation(String word) {
        String[] numbers = word.split(":", -1);
        try {
            if (numbers.length == 2) {
                return new Deviation(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
            }
        } catch (NumberFormatException notNumbers) {
            // as below
        }
        throw new IllegalArgumentException(
                "\"" + word + "\" is no deviation: write <step>:<tasks passed over>, such as 17:1");
    }

    @Override
    public String toString() {
        return deviations.stream().map(Deviation::toString).collect(Collectors.joining(" "));
    }
}
