package dev.ikat.io;

import java.io.EOFException;

/** The stream ended before as many bytes had come as were asked for; those that came are in {@link #partial()}. */
public final class IncompleteReadException extends EOFException {
    private static final long serialVersionUID = 1L;

    private final transient byte[] partial;
    private final int expected;

    /**
     * Made by a stream.
     *
     * @param partial what came; it is not copied
     * @param expected how many bytes were asked for
     * @param peer who sent them, for the message
     */
    IncompleteReadException(byte[] partial, int expected, String peer) {
        super("the stream from " + peer + " ended after " + partial.length + " of the " + expected
                + " bytes that were asked for");
        this.partial = partial;
        this.expected = expected;
    }

    /** The bytes that came before the end; they are taken out of the stream. Not kept by serialization. */
    public byte[] partial() {
        return partial == null ? new byte[0] : partial.clone();
    }

    /** How many bytes were asked for. */
    public int expected() {
        return expected;
    }
}
