package dev.ikat.io;

import java.io.IOException;

/** What is read up to a separator is longer than a stream takes. Its bytes stay in the stream, for another kind of read. */
public class LimitOverrunException extends IOException {
    private static final long serialVersionUID = 1L;

    LimitOverrunException(String what, int limit, String peer) {
        super(what + " from " + peer + " is longer than the limit of " + limit
                + " bytes; it is left in the stream: read it in parts with read(max), or abort the stream");
    }
}
