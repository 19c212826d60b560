package dev.ikat;

/**
 * Closes a generator: thrown by the {@code emit}, or {@code emitAll}, that it stands at. An error, so that {@code catch
 * (Exception e)} does not swallow it; who catches it may clean up, and not emit again.
 */
public final class GeneratorExit extends Error {
    private static final long serialVersionUID = 1;

    /** One without a trace: it says nothing but that the generator is closed. */
    public GeneratorExit() {
        super("the generator is closed", null, false, false);
    }
}
