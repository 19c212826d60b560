package dev.ikat;

/**
 * Closes a generator: thrown by the {@code emit}, or {@code emitAll}, that it stands at. An error, so that {@code catch
 * (Exception e)} does not swallow it; who catches it may clean up, and not emit again.
 */
public final class GeneratorExit extends Error {
    private static final long serialVersionUID = 1;

    /** One without a trace: it says nothing but that the generator is closed. */
    public GeneratorExit() {
        super("the generator is closed", null, true, false);
    }

    /** What failed while it closed others, as a try-with-resources statement does, is not lost with it. */
    void throwSuppressed() {
        Throwable[] failures = getSuppressed();
        if (failures.length > 0) {
            for (int i = 1; i < failures.length; i++) {
                failures[0].addSuppressed(failures[i]);
            }
            throw Sneaky.raise(failures[0]);
        }
    }
}
