package dev.ikat.io;

import java.io.IOException;

/** A line is longer than a stream takes. Its bytes stay in the stream, so another kind of read can have them. */
public final class LineTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    LineTooLongException(int limit, String peer) {
        super("a line from " + peer + " is longer than the limit of " + limit
                + " bytes; it is left in the stream: read it in parts with read(max), or abort the stream");
    }
}
