package dev.ikat;

/** A promise was asked for an outcome that it does not have yet, or given one when it had one already. */
public final class InvalidStateException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public InvalidStateException(String message) {
        super(message);
    }
}
