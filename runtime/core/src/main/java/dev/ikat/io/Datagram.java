package dev.ikat.io;

import java.net.InetSocketAddress;
import java.util.Objects;

/**
 * A message that came to a {@link UdpSocket}, whole. Two are equal when they are the same array from the same address.
 *
 * @param data its bytes, perhaps none; the receiver's own
 * @param from who sent it
 */
public record Datagram(byte[] data, InetSocketAddress from) {
    public Datagram {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(from, "from");
    }

    @Override
    public String toString() {
        return "datagram of " + data.length + " bytes from " + from;
    }
}
