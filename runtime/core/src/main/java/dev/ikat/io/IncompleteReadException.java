package dev.ikat.io;

import java.io.EOFException;

/** The stream ended before what was asked for had come; the bytes that came are in {@link #partial()}. */
public final class IncompleteReadException extends EOFException {
    private static final long serialVersionUID = 1L;

    private final transient byte[] partial;
    private final int expected;

    /** So many bytes were asked for. */
    IncompleteReadException(byte[] partial, int expected, String peer) {
        super("the stream from " + peer + " ended after " + partial.length + " of the " + expected
                + " bytes that were asked for");
        this.partial = partial;
        this.expected = expected;
    }

    /** All up to a separator was asked for. */
    IncompleteReadException(byte[] partial, String what, String peer) {
        super("the stream from " + peer + " ended before the read of " + what + " did, after " + partial.length
                + " bytes");
        this.partial = partial;
        this.expected = -1;
    }

    /** The bytes that came before the end; they are taken out of the stream. Not kept by serialization. */
    public byte[] partial() {
        return partial == null ? new byte[0] : partial.clone();
    }

    /** How many bytes were asked for; -1 when it was not a number of them. */
    public int expected() {
        return expected;
    }
}
