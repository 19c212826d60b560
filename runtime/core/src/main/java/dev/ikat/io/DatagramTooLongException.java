package dev.ikat.io;

import java.io.IOException;

/** A datagram has come that does not fit into the buffer to receive it; it is whole in {@link #datagram()}. */
public final class DatagramTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Datagram datagram;

    /**
     * Made by a socket.
     *
     * @param room how many bytes the buffer had left
     */
    DatagramTooLongException(Datagram datagram, int room) {
        super("a datagram of " + datagram.data().length + " bytes has come from " + datagram.from()
                + ", and the buffer has room for " + room
                + ": it is left as it was, and the datagram is in datagram()");
        this.datagram = datagram;
    }

    /** What came. The socket has it no more. */
    public Datagram datagram() {
        return datagram;
    }
}
