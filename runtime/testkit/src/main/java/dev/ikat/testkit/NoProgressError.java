package dev.ikat.testkit;

/** What was to become true again and again has not for too long: the program waits, or is busy, and gets nowhere. */
public final class NoProgressError extends AssertionError {
    private static final long serialVersionUID = 1;

    NoProgressError(String message) {
        super(message);
    }
}
