package dev.ikat;

/** Thrown by a call of an {@link Async} method that could not be woven; the message has the reason and the line. */
public final class IllegalAsyncMethodError extends Error {
    private static final long serialVersionUID = 1L;

    public IllegalAsyncMethodError(String message) {
        super(message);
    }
}
