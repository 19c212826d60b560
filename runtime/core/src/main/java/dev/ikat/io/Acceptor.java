package dev.ikat.io;

import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.Poller;
import dev.ikat.loop.TimerHandle;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A socket that listens, for its server. It asks the poller for connections while the server has room for more and the
 * system has not just refused one; the others stay in the system's backlog.
 *
 * <p>When descriptors run out it pauses, and keeps no spare one to turn clients away with, as some servers do: who waits in
 * the backlog is served once there are descriptors again.
 */
final class Acceptor {
    /** At most so many connections are accepted before other callbacks of the loop have their turn. */
    private static final int MAX_ACCEPTS = 64;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final StreamServer<?> server;
    private final ServerSocketChannel channel;
    private final Poller.Key key;
    private @Nullable TimerHandle pause;

    /** Takes a channel that is bound and does not block. */
    Acceptor(StreamServer<?> server, ServerSocketChannel channel) {
        this.server = server;
        this.channel = channel;
        key = server.loop.register(channel, readyOps -> accept());
        update();
    }

    /** Waits for connections, or does not any more, as there is room now. */
    void update() {
        key.interest(pause == null && server.hasRoom() ? SelectionKey.OP_ACCEPT : 0);
    }

    private void accept() {
        try {
            for (int i = 0; i < MAX_ACCEPTS && server.hasRoom(); i++) {
                SocketChannel accepted = channel.accept();
                if (accepted == null) {
                    return;
                }
                server.accepted(accepted);
            }
        } catch (IOException error) {
            pauseAfter(error);
        }
    }

    private void pauseAfter(IOException error) {
        server.loop.callExceptionHandler(new ErrorContext(
                server + " could not accept a connection; it tries again in " + PAUSE.toSeconds() + " s",
                error,
                server));
        pause = server.loop.callLater(PAUSE, this::goOn);
        update();
    }

    private void goOn() {
        pause = null;
        update();
    }

    void close() {
        key.cancel();
        if (pause != null) {
            pause.cancel();
            pause = null;
        }
        try {
            channel.close();
        } catch (IOException error) {
            server.loop.callExceptionHandler(new ErrorContext("a server socket could not be closed", error, server));
        }
    }
}
