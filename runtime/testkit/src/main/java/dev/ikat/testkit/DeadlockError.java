package dev.ikat.testkit;

/** Nothing is ready, no timer runs, and tasks wait: they would for ever. The message says who awaits whom. */
public final class DeadlockError extends AssertionError {
    private static final long serialVersionUID = 1;

    DeadlockError(String message) {
        super(message);
    }
}
