package dev.ikat.compiler.rules;

import dev.ikat.compiler.source.Place;

/** What the weaver refused of the class file: nothing of it is seen in a tree. */
final class NotWoven extends Rule {
    NotWoven() {
        super("not-woven", Level.ERROR);
    }

    @Override
    public void check(Place place, Findings findings) {
        throw new AssertionError("looks at no trees");
    }
}
