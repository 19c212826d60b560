package dev.ikat.testkit.junit;

import dev.ikat.testkit.Leaks;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.platform.commons.annotation.Testable;

/**
 * A test in simulated time, in many orders: {@code @Async @SimulatedTest(seeds = 1000) Coroutine<Void> once(Simulation simulation) { … }}.
 * Each run has an instance of its own; Jupiter's {@code @BeforeEach} and {@code @AfterEach} methods run within it. Parameters of the types
 * {@link dev.ikat.testkit.Simulation} and {@link Leaks} are given to it. A failure is shrunk, and
 * tells a line to put into {@link #replay}.
 */
@Documented
@Testable
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface SimulatedTest {
    /** How many runs; the first is in production's order. */
    int seeds() default 100;

    /** How likely each fault is that the program offers, from 0 to 1. */
    double faults() default 0;

    /**
     * When 0 or more, not random runs but all with at most so many turns out of production's order, as {@link
     * dev.ikat.testkit.Exploration#exhaustively(int, int)} has it; {@link #seeds} and {@link #faults} are not used. The test fails, too, when they
     * are more than 100,000.
     */
    int exhaustive() default -1;

    /** With {@link #exhaustive}, how many faults may happen in a run. */
    int mostFaults() default 0;

    /** The one scenario to run, as a failure says it; all others are left out. */
    String replay() default "";

    /** Whether it may leave behind what it likes, but for what it names; see {@link Leaks}. */
    boolean mayLeak() default false;
}
