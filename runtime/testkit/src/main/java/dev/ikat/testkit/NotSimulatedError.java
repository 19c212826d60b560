package dev.ikat.testkit;

/**
 * A program in a simulation asked for what is not simulated: it started a thread, or read a real clock or real random numbers where
 * that is to be reported. The message says where.
 */
public final class NotSimulatedError extends AssertionError {
    private static final long serialVersionUID = 1;

    NotSimulatedError(String message) {
        super(message);
    }
}
