package dev.ikat.testkit;

/** Throws what a coroutine threw as it is, checked or not. */
final class Sneaky {
    private Sneaky() {}

    /** Never returns; {@code throw Sneaky.raise(error)} tells the compiler so. */
    @SuppressWarnings("unchecked")
    static <E extends Throwable> RuntimeException raise(Throwable error) throws E {
        throw (E) error;
    }
}
