package dev.ikat.testkit;

import dev.ikat.AsyncCallable;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs a program again and again, each time in another order and with other faults, until it fails; then looks for the smallest scenario
 * that fails in the same way, and tells it. What is tried depends on the seed alone, or is all there is within a bound
 * ({@link #exhaustively}).
 */
public final class Exploration {
    static final int MOST_STEPS = 1_000_000;
    private static final int MOST_SHRINKS = 2_000;
    private static final int NOT_BOUNDED = -1;
    private static final int RANDOM_TRIES = 1_000;
    private static final int EXHAUSTIVE_TRIES = 100_000;

    /** What follows the name of the class that a lambda stands in. */
    private static final Pattern LAMBDA = Pattern.compile("\\$\\$Lambda");

    private final AsyncCallable<?> program;
    /** 0 as long as nothing was said. */
    private int tries;

    private long firstSeed = 1;
    private int mostSteps = MOST_STEPS;
    private double faultProbability;
    private LongFunction<Strategy> strategy = Strategies::randomWalk;
    private int mostDeviations = NOT_BOUNDED;
    private int mostFaults;

    /** A run that is over: what it threw, if anything, and what it did. */
    private record Ended(@Nullable Throwable error, Scenario scenario, Simulation simulation) {}

    Exploration(AsyncCallable<?> program) {
        this.program = program;
    }

    /**
     * How many runs to make at most; by default 1,000, and 100,000 where it goes {@link #exhaustively}. The first is always in
     * production's order.
     */
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

    /** As {@link #exhaustively(int, int)}, without faults. */
    public Exploration exhaustively(int mostDeviations) {
        return exhaustively(mostDeviations, 0);
    }

    /**
     * Instead of random runs, every one that there is within a bound, those with fewer deviations and faults first, as long as there are
     * {@link #tries} left. That the program does well in all is then known, and not likely: {@link Explored#complete}. For small
     * programs: with n turns that could go to one other task there are up to n²/2 runs with one deviation. The seed, the strategy and the
     * probability of faults are not used; {@link Simulation#random} has the same numbers in each run.
     *
     * @param mostDeviations times at which tasks are passed over; these may then wait for 16 turns more. 0 for production's order
     *     alone
     * @param mostFaults faults that happen of those that the program offers
     */
    public Exploration exhaustively(int mostDeviations, int mostFaults) {
        if (mostDeviations < 0 || mostFaults < 0) {
            throw new IllegalArgumentException(
                    "exhaustively(" + mostDeviations + ", " + mostFaults + "): bounds are 0 or more");
        }
        this.mostDeviations = mostDeviations;
        this.mostFaults = mostFaults;
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
     * @return what was tried
     * @throws SimulationFailure when it found one
     */
    public Explored run() {
        return mostDeviations == NOT_BOUNDED
                ? runRandom(tries == 0 ? RANDOM_TRIES : tries)
                : runAll(tries == 0 ? EXHAUSTIVE_TRIES : tries);
    }

    private Explored runRandom(int most) {
        for (int i = 0; i < most; i++) {
            long seed = i == 0 ? 0 : firstSeed + i - 1;
            Ended ended = i == 0
                    ? end(seed, Strategies.fifo(), Faults.of(FaultPlan.NONE), false)
                    : end(seed, strategy.apply(seed), Faults.random(~seed, faultProbability), false);
            if (ended.error != null) {
                throw failure(ended, i + 1);
            }
        }
        return new Explored(most, false);
    }

    private Explored runAll(int most) {
        BoundedSearch search = new BoundedSearch(mostDeviations, mostFaults);
        int tried = 0;
        for (Walk walk = search.next(); walk != null; walk = search.next()) {
            if (tried++ == most) {
                return new Explored(most, false);
            }
            Ended ended = end(0, walk, walk.faults(), false);
            if (ended.error != null) {
                throw failure(ended, tried);
            }
            if (!search.ended(walk)) {
                throw astray("try " + tried + " went another way than an earlier one that it repeats at first", ended);
            }
        }
        return new Explored(tried, true);
    }

    private Ended end(long seed, Strategy order, Faults faults, boolean tells) {
        Simulation simulation = new Simulation(seed, order, faults, mostSteps, tells);
        Throwable error = null;
        try {
            simulation.runHere(program);
        } catch (Throwable thrown) {
            error = thrown;
        }
        return new Ended(error, new Scenario(seed, simulation.schedule(), simulation.happened()), simulation);
    }

    private Ended replay(Scenario scenario, boolean tells) {
        return end(scenario.seed(), Strategies.replay(scenario.schedule()), Faults.of(scenario.faults()), tells);
    }

    private SimulationFailure failure(Ended found, int tried) {
        Throwable error = Objects.requireNonNull(found.error);
        Ended again = replay(found.scenario, false);
        if (!fails(again, error) || again.simulation.hash() != found.simulation.hash()) {
            return astray(
                    "failed in try " + tried + ", and went another way when it ran again in the same order", found);
        }
        Scenario smallest = shrink(found.scenario, error);
        Ended told = replay(smallest, true);
        Throwable cause = told.error != null ? told.error : error;
        return new SimulationFailure(
                "found in try " + tried + ", the shortest way to it: " + told.simulation.told(smallest, cause),
                cause,
                smallest);
    }

    private SimulationFailure astray(String what, Ended ended) {
        return new SimulationFailure(
                what
                        + ": the program depends on something that is not simulated, such as the clock of the system, random numbers"
                        + " of its own, identity hash codes or another thread"
                        + NotSimulated.told(classes(ended), program.getClass().getClassLoader()) + ". Scenario: "
                        + ended.scenario,
                ended.error,
                ended.scenario);
    }

    /** Those that the program is known to have run. */
    private Set<String> classes(Ended ended) {
        Set<String> names = new LinkedHashSet<>();
        names.add(LAMBDA.split(program.getClass().getName(), 2)[0]);
        if (ended.error != null) {
            Stream.of(ended.error.getStackTrace())
                    .map(StackTraceElement::getClassName)
                    .forEach(names::add);
        }
        Strategy looking = turn -> {
            for (int i = 0; i < turn.tasks(); i++) {
                turn.task(i).stack().forEach(place -> names.add(place.getClassName()));
            }
            return 0;
        };
        end(0, looking, Faults.of(FaultPlan.NONE), false);
        return names;
    }

    /** Whether it failed as the other did. */
    private static boolean fails(Ended ended, Throwable as) {
        return ended.error != null && ended.error.getClass() == as.getClass();
    }

    private Scenario shrink(Scenario failing, Throwable error) {
        return new Shrinking(scenario -> fails(replay(scenario, false), error), MOST_SHRINKS).smallest(failing);
    }
}
