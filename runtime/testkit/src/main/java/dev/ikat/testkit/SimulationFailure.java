package dev.ikat.testkit;

import org.jspecify.annotations.Nullable;

/** A simulated run that failed: how it came to it, and what to paste to run it again. The cause is what the program threw. */
public final class SimulationFailure extends AssertionError {
    private static final long serialVersionUID = 1;

    private final transient Scenario scenario;

    SimulationFailure(String message, @Nullable Throwable cause, Scenario scenario) {
        super(message, cause);
        this.scenario = scenario;
    }

    /** The smallest one found that fails. */
    public Scenario scenario() {
        return scenario;
    }
}
