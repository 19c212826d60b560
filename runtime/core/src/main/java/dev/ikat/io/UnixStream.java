package dev.ikat.io;

import dev.ikat.Coroutine;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;

/**
 * A connection by a Unix domain socket, between processes of one machine: {@code try (var stream =
 * await(UnixStream.connect(Path.of("/run/service.sock")))) { … }}. What can be done with it, and by whom, see {@link
 * ByteStream}.
 */
public final class UnixStream extends SocketStream {
    private final Path path;

    private UnixStream(ChannelWire wire, Path path, String peer) {
        super(wire, peer);
        this.path = path;
    }

    /** The end of who connected, or that of the server; the wire is connected. */
    static UnixStream on(ChannelWire wire, Path path, boolean ofServer) {
        return new UnixStream(wire, path, ofServer ? "a client of " + path : path.toString());
    }

    /**
     * Connects. While the server's backlog is full this tries again, every 64 ms at last. Cancelling it closes the
     * socket.
     *
     * @param path of the server's socket file, of about 100 bytes at most; relative to the working directory
     * @throws IOException at the await: {@link java.net.ConnectException} where nobody listens on the file, {@link
     *     java.net.SocketException} where there is none
     * @throws IllegalArgumentException for a path of another file system than the default
     */
    public static Coroutine<UnixStream> connect(Path path) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        return Io.defer(() -> UnixConnecting.to(address));
    }

    /** The socket file of the server. */
    public Path path() {
        return path;
    }

    @Override
    public String toString() {
        return "Unix stream " + path;
    }
}
