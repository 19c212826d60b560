package dev.ikat.weave.random;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** The random choices of one program, and the names it has used. */
final class Dice {
    private final Random random;
    private int names;

    Dice(Random random) {
        this.random = random;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** True once in so many times. */
    boolean oneIn(int times) {
        return random.nextInt(times) == 0;
    }

    <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    @SafeVarargs
    final <T> T of(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /** One of the choices, each as likely as the others, made only when it is chosen. */
    @SafeVarargs
    final Tree make(Supplier<Tree>... choices) {
        return choices[random.nextInt(choices.length)].get();
    }

    String name(String prefix) {
        return prefix + ++names;
    }

    long seed() {
        return random.nextLong();
    }
}
