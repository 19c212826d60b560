package dev.ikat.compiler.rules;

import dev.ikat.compiler.source.Place;

/** A method that the weaver made too large for HotSpot to compile. */
final class TooLarge extends Rule {
    TooLarge() {
        super("too-large", Level.WARNING);
    }

    @Override
    public void check(Place place, Findings findings) {
        throw new AssertionError("looks at no trees");
    }
}
