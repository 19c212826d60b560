package dev.ikat;

import java.time.Duration;

/**
 * Debug mode: looks for what programs forget, at a price. It belongs to a loop; {@code -Dikat.debug=true} turns it on for
 * all of them, {@link Runner.Builder#debug} for one.
 */
final class Debug {
    /** Whether every loop is in debug mode, unless its runner says otherwise. */
    static final boolean BY_PROPERTY = Boolean.getBoolean("ikat.debug");

    static final Duration SLOW_CALLBACK = Duration.ofMillis(100);

    /**
     * Whether any loop of the process may be in debug mode. Plain, so that it costs each coroutine one load; a thread that
     * sees it late misses a record.
     */
    static boolean on = BY_PROPERTY;

    private static int runners;

    private Debug() {}

    static synchronized void runnerOpens() {
        runners++;
        on = true;
    }

    static synchronized void runnerCloses() {
        runners--;
        on = BY_PROPERTY || runners > 0;
    }
}
