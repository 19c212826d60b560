package dev.ikat;

/** A {@code timeout} expired before its body ended; the body was cancelled, and that cancellation is the cause. */
public final class DeadlineExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DeadlineExceededException(String message) {
        super(message);
    }
}
