package dev.ikat.testkit.jqwik;

import dev.ikat.testkit.Clients;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;
import net.jqwik.api.providers.ArbitraryProvider;
import net.jqwik.api.providers.TypeUsage;

/**
 * Clients for {@code @ForAll Clients<@From("operations") Operation>}: two to four of them, with up to five operations each, some
 * of which are given up. {@link #clients} makes others.
 */
public final class ClientsProvider implements ArbitraryProvider {
    private static final int FEWEST = 2;
    private static final int MOST = 4;
    private static final int MOST_OPERATIONS = 5;

    /** Of so many and one operations one is given up. */
    private static final int NOT_GIVEN_UP = 4;

    /** For jqwik, which finds it as a service. */
    public ClientsProvider() {}

    /** So many clients, with one operation or more each. Fewer operations are smaller, and so are fewer clients. */
    public static <O> Arbitrary<Clients<O>> clients(int fewest, int most, int mostOperations, Arbitrary<O> operation) {
        Arbitrary<Boolean> givenUp = Arbitraries.frequency(Tuple.of(NOT_GIVEN_UP, false), Tuple.of(1, true));
        return new Apart<>(Combinators.combine(operation, givenUp)
                .as(Clients.Request::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(mostOperations)
                .list()
                .ofMinSize(fewest)
                .ofMaxSize(most)
                .map(Clients::new));
    }

    @Override
    public boolean canProvideFor(TypeUsage target) {
        return target.isOfType(Clients.class);
    }

    @Override
    public Set<Arbitrary<?>> provideFor(TypeUsage target, SubtypeProvider subtypes) {
        return subtypes.apply(target.getTypeArgument(0)).stream()
                .map(operation -> clients(FEWEST, MOST, MOST_OPERATIONS, operation))
                .collect(Collectors.toSet());
    }
}
