package dev.ikat.testkit;

import dev.ikat.AsyncCallable;
import java.util.Objects;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program again and again, each time in another order and with other faults, until it fails; then looks for the smallest scenario
 * that fails in the same way, and tells it. What is tried depends on the seed alone.
 */
public final class Exploration {
    static final int MOST_STEPS = 1_000_000;
    private static final int MOST_SHRINKS = 2_000;

    private final AsyncCallable<?> program;
    private int tries = 1_000;
    private long firstSeed = 1;
    private int mostSteps = MOST_STEPS;
    private double faultProbability;
    private LongFunction<Strategy> strategy = Strategies::randomWalk;

    /** A run that is over: what it threw, if anything, and what it did. */
    private record Ended(@Nullable Throwable error, Scenario scenario, Simulation simulation) {}

    Exploration(AsyncCallable<?> program) {
        this.program = program;
    }

    /** How many runs to make at most; 1,000 by default. The first is always in production's order. */
    public Exploration tries(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("tries(" + most + "): at least one run is needed to find anything");
        }
        tries = most;
        return this;
    }

    /** The seed of the first random run; each further one has the next. 1 by default. */
    public Exploration seed(long first) {
        firstSeed = first;
        return this;
    }

    /** What makes the strategy of a run, given its seed; {@link Strategies#randomWalk} by default. */
    public Exploration strategy(LongFunction<Strategy> ofSeed) {
        strategy = ofSeed;
        return this;
    }

    /** How likely each fault is where the program asks {@link Simulation#fault}; 0 by default. */
    public Exploration faults(double probability) {
        faultProbability = probability;
        return this;
    }

    /** How many turns tasks may have before a run fails as endless; a million by default. */
    public Exploration mostSteps(int most) {
        mostSteps = most;
        return this;
    }

    /**
     * Looks for a failure.
     *
     * @throws SimulationFailure when it found one
     */
    public void run() {
        for (int i = 0; i < tries; i++) {
            long seed = i == 0 ? 0 : firstSeed + i - 1;
            Ended ended = i == 0
                    ? end(new Simulation(seed, Strategies.fifo(), Faults.of(FaultPlan.NONE), mostSteps, false), seed)
                    : end(
                            new Simulation(
                                    seed,
                                    strategy.apply(seed),
                                    Faults.random(~seed, faultProbability),
                                    mostSteps,
                                    false),
                            seed);
            if (ended.error != null) {
                throw failure(ended, i + 1);
            }
        }
    }

    private Ended end(Simulation simulation, long seed) {
        Throwable error = null;
        try {
            simulation.runHere(program);
        } catch (Throwable thrown) {
            error = thrown;
        }
        return new Ended(error, new Scenario(seed, simulation.schedule(), simulation.happened()), simulation);
    }

    private Ended replay(Scenario scenario, boolean tells) {
        return end(
                new Simulation(
                        scenario.seed(),
                        Strategies.replay(scenario.schedule()),
                        Faults.of(scenario.faults()),
                        mostSteps,
                        tells),
                scenario.seed());
    }

    private SimulationFailure failure(Ended found, int tried) {
        Throwable error = Objects.requireNonNull(found.error);
        Ended again = replay(found.scenario, false);
        if (!fails(again, error) || again.simulation.hash() != found.simulation.hash()) {
            return new SimulationFailure(
                    "failed in try " + tried + ", and went another way when it ran again in the same order: the program"
                            + " depends on something that is not simulated, such as the clock of the system, random numbers"
                            + " of its own, identity hash codes or another thread. Scenario: " + found.scenario,
                    error,
                    found.scenario);
        }
        Scenario smallest = shrink(found.scenario, error);
        Ended told = replay(smallest, true);
        Throwable cause = told.error != null ? told.error : error;
        return new SimulationFailure(
                "found in try " + tried + ", the shortest way to it: " + told.simulation.told(smallest, cause),
                cause,
                smallest);
    }

    /** Whether it failed as the other did. */
    private static boolean fails(Ended ended, Throwable as) {
        return ended.error != null && ended.error.getClass() == as.getClass();
    }

    private Scenario shrink(Scenario failing, Throwable error) {
        return new Shrinking(scenario -> fails(replay(scenario, false), error), MOST_SHRINKS).smallest(failing);
    }
}
