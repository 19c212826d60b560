package dev.ikat.compiler.rules;

import dev.ikat.compiler.source.Place;

/** What the weaver says of a class file: nothing of it is seen in a tree. */
final class OfClassFiles extends Rule {
    OfClassFiles(String code, Level usual) {
        super(code, usual);
    }

    @Override
    public void check(Place place, Findings findings) {
        throw new AssertionError("looks at no trees");
    }
}
