package dev.ikat.compiler.rules;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How loudly a rule speaks. */
public enum Level {
    OFF,
    /** Printed, and no more. */
    NOTE,
    WARNING,
    /** Fails the compilation. */
    ERROR;

    /** By its name in lower case, as options give it. */
    public static Optional<Level> named(String name) {
        return Arrays.stream(values())
                .filter(level -> level.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
