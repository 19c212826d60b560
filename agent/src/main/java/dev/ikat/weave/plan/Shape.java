package dev.ikat.weave.plan;

/** How many references and primitives a method's frame holds, and the runtime class with that room. */
public record Shape(Of of, int refs, int longs) {
    private static final int MOST_REFS = 8;
    private static final int MOST_LONGS = 4;
    private static final int GENERATOR_REFS = 4;
    private static final int GENERATOR_LONGS = 2;

    /** Whose frame it is. */
    public enum Of {
        /** Also that of an asynchronous generator, which waits as they do. */
        COROUTINE,
        /** A generator that emits elements of its own only. */
        GENERATOR,
        /** One that emits those of others, too. */
        CHAIN
    }

    /** The smallest shape with room for the other one's values whose class this one's extends, or is. */
    public Shape narrowedTo(Shape other) {
        if (arrays()) {
            return this;
        }
        return other.longs == 0 || of != Of.COROUTINE ? other : new Shape(of, refs, other.longs);
    }

    /** Whether the values stand in arrays rather than in fields. */
    public boolean arrays() {
        return refs > MOST_REFS || longs > MOST_LONGS;
    }

    /**
     * Whether an int has a field of its kind, not half of a long: a loop whose counter goes through one is a counted loop for
     * C2, where a generator is compiled with the loop over it. The fields of a coroutine serve values of every kind.
     */
    public boolean ints() {
        return of != Of.COROUTINE && !arrays();
    }

    /** The internal name of the frame class. */
    public String type() {
        if (of != Of.COROUTINE) {
            return RuntimeSymbols.GENERATOR_FRAME + ofGenerator();
        }
        if (arrays()) {
            return RuntimeSymbols.SHAPE_PREFIX + "Arrays";
        }
        int roomForRefs = refs + refs % 2; // one would take no less than two: objects are a multiple of eight bytes
        int roomForLongs = longs == 3 ? MOST_LONGS : longs;
        return RuntimeSymbols.SHAPE_PREFIX + "R" + roomForRefs + "L" + roomForLongs;
    }

    private String ofGenerator() {
        if (arrays()) {
            return "$Arrays";
        }
        if (refs > GENERATOR_REFS || longs > GENERATOR_LONGS) {
            return "$Wide";
        }
        return "";
    }
}
