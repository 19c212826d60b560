package dev.ikat.testkit;

/**
 * All that a simulated run depends on but its program: the same scenario and program run the same way, step by step.
 *
 * @param seed of {@link Simulation#random}
 */
public record Scenario(long seed, Schedule schedule, FaultPlan faults) {
    /** Production's order in a world without faults. */
    public static final Scenario PLAIN = new Scenario(0, Schedule.FIFO, FaultPlan.NONE);

    private static final String SEPARATOR = "/";

    /**
     * Reads what {@link #toString} writes: {@code "42/17:1 30:2/12"}, a seed, a schedule and a plan of faults.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static Scenario parse(String text) {
        String[] parts = text.split(SEPARATOR, -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("\"" + text + "\" is no scenario: write <seed>/<schedule>/<faults>");
        }
        try {
            return new Scenario(Long.parseLong(parts[0].strip()), Schedule.parse(parts[1]), FaultPlan.parse(parts[2]));
        } catch (NumberFormatException noSeed) {
            throw new IllegalArgumentException("\"" + parts[0] + "\" is no seed: write a number", noSeed);
        }
    }

    /** What to paste, to run it again. */
    @Override
    public String toString() {
        return seed + SEPARATOR + schedule + SEPARATOR + faults;
    }
}
