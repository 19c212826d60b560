package dev.ikat.testkit.jqwik;

import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCases;
import net.jqwik.api.RandomGenerator;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * Values made of lists that are shrunk each by itself. jqwik shrinks two parameters together by moving elements from the list
 * of one to that of the other, and does not look whether they are of its kind (1.9.3); what is no list of its own it leaves alone.
 */
record Apart<T>(Arbitrary<T> values) implements Arbitrary<T> {
    @Override
    public RandomGenerator<T> generator(int size) {
        RandomGenerator<T> generator = values.generator(size);
        return random -> new Single<>(generator.next(random));
    }

    @Override
    public EdgeCases<T> edgeCases(int most) {
        return EdgeCases.none(); // any list is as likely to be one as another
    }

    private record Single<T>(Shrinkable<T> shrinkable) implements Shrinkable<T> {
        @Override
        public T value() {
            return shrinkable.value();
        }

        @Override
        public Stream<Shrinkable<T>> shrink() {
            return shrinkable.shrink().map(Single::new);
        }

        @Override
        public ShrinkingDistance distance() {
            return shrinkable.distance();
        }
    }
}
