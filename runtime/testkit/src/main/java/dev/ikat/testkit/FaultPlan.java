package dev.ikat.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which of the faults that a program offers ({@link Simulation#fault}) happen: each by the name of its point and the number
 * of the time that the program comes by there, from 0. The empty plan is a world without faults.
 */
public record FaultPlan(List<Fault> faults) {
    public static final FaultPlan NONE = new FaultPlan(List.of());

    /** One fault: at the point of this name, the time of this number, from 0. */
    public record Fault(String point, int time) {
        public Fault {
            if (point.isEmpty() || point.chars().anyMatch(Character::isWhitespace) || time < 0) {
                throw new IllegalArgumentException("\"" + point + "\":" + time
                        + " is no fault: a point has a name without spaces, a time is 0 or more");
            }
        }

        @Override
        public String toString() {
            return point + ":" + time;
        }
    }

    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /**
     * Reads what {@link #toString} writes: {@code "reply:0 disk:3"}.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static FaultPlan parse(String text) {
        List<Fault> faults = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            int colon = word.lastIndexOf(':');
            if (word.isEmpty()) {
                continue;
            }
            try {
                faults.add(
                        new Fault(word.substring(0, Math.max(0, colon)), Integer.parseInt(word.substring(colon + 1))));
            } catch (NumberFormatException noNumber) {
                throw new IllegalArgumentException(
                        "\"" + word + "\" is no fault: write <point>:<time>, such as reply:0", noNumber);
            }
        }
        return new FaultPlan(faults);
    }

    @Override
    public String toString() {
        return faults.stream().map(Fault::toString).collect(Collectors.joining(" "));
    }
}
