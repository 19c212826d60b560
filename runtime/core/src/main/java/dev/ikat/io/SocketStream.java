package dev.ikat.io;

import java.io.IOException;
import java.net.SocketOption;

/** A stream on a socket of the system, whose options can be set: {@link TcpStream}, {@link UnixStream}. */
public abstract class SocketStream extends ByteStream {
    private final ChannelWire socket;

    SocketStream(ChannelWire wire, String peer) {
        super(wire, peer);
        socket = wire;
    }

    /**
     * Sets an option of the socket, one of {@link java.net.StandardSocketOptions} or of {@code
     * jdk.net.ExtendedSocketOptions}. {@code TCP_NODELAY} of TCP is on unless it is switched off here.
     *
     * @throws UnsupportedOperationException for an option that sockets of this kind do not have
     */
    public final <T> void setOption(SocketOption<T> option, T value) throws IOException {
        wire.checkLoop();
        socket.channel.setOption(option, value);
    }

    /**
     * The value of an option, as {@link #setOption}. Who the peer of a Unix domain socket is tells {@code
     * jdk.net.ExtendedSocketOptions.SO_PEERCRED}.
     */
    public final <T> T option(SocketOption<T> option) throws IOException {
        wire.checkLoop();
        return socket.channel.getOption(option);
    }
}
