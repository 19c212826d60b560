package dev.ikat.weave.random;

/**
 * How the awaits of one run behave: functions of their number, so that the plain and the woven run agree.
 *
 * @param fails the number of the await that fails, or 0
 * @param cancels the number of the await at which the task is cancelled, or 0
 * @param seed what decides where there is a choice
 * @param asking what decides how a generator is asked
 */
record Scenario(Mode mode, int fails, int cancels, long seed, long asking) {
    static final Scenario PLAIN = new Scenario(Mode.PLAIN, 0, 0, 0, 0);

    enum Mode {
        /** Await is identity. */
        PLAIN,
        NEVER_SUSPENDING,
        ALWAYS_SUSPENDING,
        RANDOMLY_SUSPENDING
    }

    /** What becomes of an await. */
    enum Fate {
        VALUE,
        FAILURE,
        CANCELLATION
    }

    boolean plain() {
        return mode == Mode.PLAIN;
    }

    Scenario with(Mode other) {
        return new Scenario(other, fails, cancels, seed, asking);
    }

    Fate fate(int number) {
        return number == fails ? Fate.FAILURE : number == cancels ? Fate.CANCELLATION : Fate.VALUE;
    }

    boolean suspends(int number) {
        return mode == Mode.ALWAYS_SUSPENDING || (mode == Mode.RANDOMLY_SUSPENDING && mixed(seed, number) < 0);
    }

    /** One of so many ways to do it; in the plain run the last one, which needs no loop. */
    int form(int number, int ways) {
        return plain() ? ways - 1 : (int) Math.floorMod(mixed(seed, number) >> 7, (long) ways);
    }

    /** One of so many ways to go on with a generator; the same in each mode. */
    int step(int number, int ways) {
        return (int) Math.floorMod(mixed(asking, number) >> 9, (long) ways);
    }

    /** A finaliser of splitmix64: each bit depends on all of the seed and the number. */
    private static long mixed(long seed, int number) {
        long z = seed + number * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
