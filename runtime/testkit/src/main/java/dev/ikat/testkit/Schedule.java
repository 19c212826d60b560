package dev.ikat.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An order of tasks, as what it does differently from production, which runs the task first that was ready first. A step is
 * a turn of a task; they are counted from 0. The empty schedule is production's order, and of two schedules that show the
 * same error the one with fewer deviations tells more. A value: equal schedules order equal programs equally.
 *
 * @param deviations by rising steps, one a step
 */
public record Schedule(List<Deviation> deviations) {
    private static final Pattern DEVIATION = Pattern.compile("(\\d{1,9}):(\\d{1,9})(?:x(\\d{1,9}))?");

    /** The order of production. */
    public static final Schedule FIFO = new Schedule(List.of());

    /**
     * One turn that goes to another task.
     *
     * @param step the number of the turn, from 0
     * @param passed how many of the tasks that are ready are passed over, 1 or more; the last task is meant when there are fewer
     * @param turns for how many turns those wait, this one counted, as long as others are ready; 1 or more
     */
    public record Deviation(int step, int passed, int turns) {
        public Deviation {
            if (step < 0 || passed < 1 || turns < 1) {
                throw new IllegalArgumentException("deviation " + step + ":" + passed + "x" + turns
                        + ": a step is 0 or more; 1 or more tasks are passed over, for 1 or more turns");
            }
        }

        @Override
        public String toString() {
            return step + ":" + passed + (turns == 1 ? "" : "x" + turns);
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
     * Of numbers in threes: so many steps in order, then one that passes so many tasks over, for one turn and so many more. Any list
     * of numbers is a schedule, and smaller numbers are a smaller one; so a property test's own lists generate and shrink it.
     */
    public static Schedule ofNumbers(List<Integer> numbers) {
        List<Deviation> deviations = new ArrayList<>();
        int step = 0;
        for (int i = 0; i + 2 < numbers.size(); i += 3) {
            step += Math.abs(numbers.get(i));
            int passed = Math.abs(numbers.get(i + 1));
            if (passed > 0) {
                deviations.add(new Deviation(step, passed, 1 + Math.abs(numbers.get(i + 2))));
            }
            step++;
        }
        return new Schedule(deviations);
    }

    /**
     * Reads what {@link #toString} writes: {@code "17:1 30:2x4"}.
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
        Matcher matcher = DEVIATION.matcher(word);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "\"" + word + "\" is no deviation: write <step>:<tasks passed over>, such as"
                            + " 17:1, or with the turns that they wait, such as 17:1x3");
        }
        String turns = matcher.group(3);
        return new Deviation(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                turns == null ? 1 : Integer.parseInt(turns));
    }

    @Override
    public String toString() {
        return deviations.stream().map(Deviation::toString).collect(Collectors.joining(" "));
    }
}
