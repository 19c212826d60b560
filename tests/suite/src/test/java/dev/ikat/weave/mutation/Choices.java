package dev.ikat.weave.mutation;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The random choices of one mutation. A choice is a fraction of what there is to choose from, so that it stays near when
 * shrinking has removed a mutation before it.
 */
final class Choices {
    private final SplittableRandom random;

    Choices(int seed) {
        this.random = new SplittableRandom(seed);
    }

    int below(int bound) {
        return (int) (random.nextDouble() * bound);
    }

    boolean oneIn(int many) {
        return below(many) == 0;
    }

    <T> T of(List<T> all) {
        return all.get(below(all.size()));
    }
}
