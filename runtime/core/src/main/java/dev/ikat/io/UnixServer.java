package dev.ikat.io;

import dev.ikat.AsyncFunction;
import dev.ikat.Coroutine;
import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Accepts connections by a Unix domain socket and runs a handler for each, as a task of its own: {@code try (var server =
 * await(UnixServer.listen(Path.of("/run/service.sock"), Echo::serve))) { … }}. More is said at {@link StreamServer}.
 *
 * <p>The socket file is made by listening and removed by closing. One that a server has left behind, which ended without
 * closing, is replaced: when it is a socket and nobody answers on it. Two servers that replace it in the very same moment
 * are not told apart; the later one has the file.
 */
public final class UnixServer extends StreamServer<UnixStream> {
    private final UnixSocketFile file;

    private UnixServer(
            SelectorLoop loop,
            UnixSocketFile file,
            UnixServerOptions options,
            AsyncFunction<? super UnixStream, Void> handler) {
        super(loop, handler, options.maxConnections);
        this.file = file;
        acceptFrom(file.channel);
    }

    /**
     * Binds and begins to accept.
     *
     * @param path of the socket file, of about 100 bytes at most; relative to the working directory
     * @param handler what each connection runs; the loop's thread calls it
     * @throws IOException at the await: {@link java.net.BindException} where another server answers on the file, or where
     *     it is no socket
     * @throws IllegalArgumentException for a path of another file system than the default
     */
    public static Coroutine<UnixServer> listen(Path path, AsyncFunction<UnixStream, Void> handler) throws IOException {
        return listen(path, UnixServerOptions.defaults(), handler);
    }

    /** As {@link #listen(Path, AsyncFunction)}. */
    public static Coroutine<UnixServer> listen(
            Path path, UnixServerOptions options, AsyncFunction<UnixStream, Void> handler) throws IOException {
        Objects.requireNonNull(options, "options");
        Objects.requireNonNull(handler, "handler");
        UnixSocketFile.address(path);
        return Io.defer(() -> {
            SelectorLoop loop = Wire.currentLoop();
            return Coroutine.of(
                    new UnixServer(loop, UnixSocketFile.bind(loop.channels(), path, options), options, handler));
        });
    }

    /** The socket file. */
    public Path path() {
        return file.path;
    }

    @Override
    UnixStream stream(SocketChannel accepted) throws IOException {
        return UnixStream.on(ChannelWire.of(loop, accepted), file.path, true);
    }

    @Override
    String nameOf(UnixStream stream) {
        return "connection to " + file.path;
    }

    @Override
    void stopped() {
        try {
            file.remove();
        } catch (IOException error) {
            loop.callExceptionHandler(
                    new ErrorContext(this + " could not remove its socket file; remove it by hand", error, this));
        }
    }

    @Override
    public String toString() {
        return "Unix server " + file.path;
    }
}
