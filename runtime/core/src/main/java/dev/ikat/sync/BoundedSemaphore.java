package dev.ikat.sync;

/** A {@link Semaphore} that never has more free permits than it began with, so that a release too many is found. */
public final class BoundedSemaphore extends Semaphore {
    private final int bound;

    /**
     * Makes one with so many permits.
     *
     * @throws IllegalArgumentException for a negative number
     */
    public BoundedSemaphore(int permits) {
        super(permits);
        bound = permits;
    }

    /**
     * Gives a permit back.
     *
     * @throws IllegalStateException when all of them are free already
     */
    @Override
    public void release() {
        if (available() >= bound) {
            throw new IllegalStateException("all permits of this semaphore (" + bound
                    + ") are free already: one was released twice, or never acquired. Close each permit once and leave out"
                    + " release(), or use a Semaphore to add permits");
        }
        super.release();
    }
}
