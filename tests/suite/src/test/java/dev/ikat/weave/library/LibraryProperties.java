package dev.ikat.weave.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Runner;
import dev.ikat.weave.SameEachRun;
import dev.ikat.weave.library.Scenario.Result;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.lifecycle.BeforeProperty;

/**
 * Methods of real libraries, with awaits put in at random places, do what the original methods do; see {@link Libraries}
 * and {@link Scenario}. {@code -Dikat.library.tries} says how many scenarios each library gets, {@code
 * -Dikat.library.seed} where the awaits stand; a failure is replayed with the seed that jqwik prints and the same two.
 */
class LibraryProperties {
    private static final int TRIES = 100;
    private static final int SCENARIOS = Integer.getInteger("ikat.library.tries", 300);
    private static final long SEED = Long.getLong("ikat.library.seed", 1);

    private static Libraries libraries;
    private static Shelf shelf;
    private static Runner runner;

    private final List<Result> results = new ArrayList<>();
    private final BitSet suspendedBefore = new BitSet();

    @BeforeContainer
    static void weave() {
        libraries = Libraries.weave(SEED);
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> type : libraries.load()) {
            if (Modifier.isPublic(type.getModifiers()) && !type.isInterface()) {
                types.add(type);
            }
        }
        shelf = new Shelf(types);
        runner = Runner.builder().build();
    }

    @AfterContainer
    static void close() {
        if (runner != null) {
            runner.close();
        }
        libraries = null;
        shelf = null;
    }

    @BeforeProperty
    void begin() {
        suspendedBefore.or(Ticks.SUSPENDED);
    }

    @Example
    void everyMethodIsWoven() {
        assertThat(libraries.refusals()).isEmpty();
        assertThat(libraries.methods()).as("methods with awaits").isGreaterThan(2500);
        assertThat(libraries.awaits()).as("awaits in them").isGreaterThan(10_000);
        assertThat(shelf.methods()).as("methods called from outside").isGreaterThan(1200);
    }

    @AddLifecycleHook(SameEachRun.class)
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void lang(@ForAll Random random) {
        drive("org.apache.commons.lang3", random);
    }

    @AddLifecycleHook(SameEachRun.class)
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void codec(@ForAll Random random) {
        drive("org.apache.commons.codec", random);
    }

    @AddLifecycleHook(SameEachRun.class)
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void text(@ForAll Random random) {
        drive("org.apache.commons.text", random);
    }

    @AddLifecycleHook(SameEachRun.class)
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void csv(@ForAll Random random) {
        drive("org.apache.commons.csv", random);
    }

    @AddLifecycleHook(SameEachRun.class)
    @Property(tries = TRIES, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void math(@ForAll Random random) {
        drive("org.apache.commons.math3", random);
    }

    private void drive(String packageName, Random random) {
        List<Driven> driven = shelf.of(packageName);
        for (int i = Math.max(1, SCENARIOS / TRIES); i > 0; i--) {
            Driven chosen = driven.get(random.nextInt(driven.size()));
            results.add(new Scenario(runner, chosen, random).check());
        }
    }

    /** A property that compares nothing would hold. */
    @AfterProperty
    void somethingWasCompared() {
        if (results.isEmpty()) {
            return;
        }
        long compared =
                results.stream().filter(result -> result == Result.COMPARED).count();
        BitSet suspended = (BitSet) Ticks.SUSPENDED.clone();
        suspended.andNot(suspendedBefore);
        assertThat(compared).as("scenarios compared").isGreaterThan(results.size() / 2);
        assertThat(suspended.cardinality())
                .as("places that suspended")
                .isGreaterThan(Math.min(results.size() / 20, 50));
    }
}
