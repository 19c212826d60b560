package dev.ikat;

/** Throws any exception as it is: what a body throws surfaces unwrapped. */
final class Sneaky {
    private Sneaky() {}

    /** Never returns; the type lets a caller write {@code throw raise(error)}. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    static <E extends Throwable> RuntimeException raise(Throwable error) throws E {
        throw (E) error;
    }
}
