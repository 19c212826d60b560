package dev.ikat;

/**
 * Closes a generator: thrown by the {@code emit}, or {@code emitAll}, that it stands at. An error, so that {@code catch
 * (Exception e)} does not swallow it; who catches it may clean up, and not emit again. What a try-with-resources statement
 * that it leaves fails to close is suppressed in it, and thrown by who closes the generator.
 */
public final class GeneratorExit extends Error {
    private static final long serialVersionUID = 1;

    /** One without a trace: it says nothing but that the generator is closed. */
    public GeneratorExit() {
        super("the generator is closed", null, true, false);
    }

    /** It has left the generator: the closing failed if one in the generator did; further ones are suppressed in that. */
    void throwSuppressed() {
        Throwable[] failures = getSuppressed();
        if (failures.length == 0) {
            return;
        }
        for (int i = 1; i < failures.length; i++) {
            if (failures[i] != failures[0]) {
                failures[0].addSuppressed(failures[i]);
            }
        }
        throw Sneaky.raise(failures[0]);
    }
}
