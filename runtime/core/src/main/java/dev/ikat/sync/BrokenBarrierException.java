package dev.ikat.sync;

/** The {@link Barrier} was aborted, or reset while tasks waited at it. */
public final class BrokenBarrierException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenBarrierException(String message) {
        super(message);
    }
}
