package dev.ikat.io;

/** From how many unsent bytes on a writer is to pause, and how few must be left for it to go on. */
final class WaterMarks {
    static final int HIGH = 64 * 1024;
    static final int LOW = HIGH / 4;

    private WaterMarks() {}

    static void check(int low, int high) {
        if (low < 0 || high < low) {
            throw new IllegalArgumentException(
                    "water marks " + low + " and " + high + ": the low one is 0 or more, and the high one no less");
        }
    }
}
