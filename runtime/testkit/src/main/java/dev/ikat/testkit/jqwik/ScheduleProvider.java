package dev.ikat.testkit.jqwik;

import dev.ikat.testkit.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/** Schedules for {@code @ForAll Schedule}: up to thirty deviations, near each other more often than far apart. */
public final class ScheduleProvider implements ArbitraryProvider {
    private static final int MOST_DEVIATIONS = 30;
    private static final int LONGEST_GAP = 60;
    private static final int MOST_PASSED = 5;
    private static final int MOST_TURNS = 8;

    /** For jqwik, which finds it as a service. */
    public ScheduleProvider() {}

    @Override
    public boolean canProvideFor(TypeUsage target) {
        return target.isOfType(Schedule.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage target, SubtypeProvider subtypes) {
        Arbitrary<Integer> gap = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.integers().between(0, 3)),
                Tuple.of(1, Arbitraries.integers().between(0, LONGEST_GAP)));
        Arbitrary<Integer> passed = Arbitraries.integers().between(0, MOST_PASSED);
        Arbitrary<Integer> more = Arbitraries.integers().between(0, MOST_TURNS - 1);
        return Set.of(new Apart<>(Combinators.combine(gap, passed, more)
                .as(List::of)
                .list()
                .ofMaxSize(MOST_DEVIATIONS)
                .map(threes -> {
                    List<Integer> numbers = new ArrayList<>();
                    threes.forEach(numbers::addAll);
                    return Schedule.ofNumbers(numbers);
                })));
    }
}
