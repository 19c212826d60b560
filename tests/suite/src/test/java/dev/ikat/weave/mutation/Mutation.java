package dev.ikat.weave.mutation;

import java.util.Locale;

/**
 * One change of a method's code that keeps its meaning.
 *
 * @param kind what to do
 * @param seed where: decides the {@link Choices}
 */
record Mutation(Kind kind, int seed) {
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " (" + seed + ")";
    }
}
