package dev.ikat.testkit;

/** A program has ended well and left something behind. The message says what, where it was made, and what to do about it. */
public final class LeakError extends AssertionError {
    private static final long serialVersionUID = 1;

    LeakError(String message) {
        super(message);
    }
}
