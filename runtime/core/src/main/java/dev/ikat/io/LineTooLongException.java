package dev.ikat.io;

/** A line is longer than a stream takes. Its bytes stay in the stream, so another kind of read can have them. */
public final class LineTooLongException extends LimitOverrunException {
    private static final long serialVersionUID = 1L;

    LineTooLongException(int limit, String peer) {
        super("a line", limit, peer);
    }
}
