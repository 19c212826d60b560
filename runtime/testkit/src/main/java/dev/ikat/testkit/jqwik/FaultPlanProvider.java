package dev.ikat.testkit.jqwik;

import dev.ikat.testkit.FaultPlan;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/** Plans for {@code @ForAll FaultPlan}: up to ten faults. */
public final class FaultPlanProvider implements ArbitraryProvider {
    private static final int MOST_FAULTS = 10;
    private static final int LONGEST_GAP = 20;

    /** For jqwik, which finds it as a service. */
    public FaultPlanProvider() {}

    @Override
    public boolean canProvideFor(TypeUsage target) {
        return target.isOfType(FaultPlan.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage target, SubtypeProvider subtypes) {
        return Set.of(new Apart<>(Arbitraries.integers()
                .between(0, LONGEST_GAP)
                .list()
                .ofMaxSize(MOST_FAULTS)
                .map(FaultPlan::ofGaps)));
    }
}
