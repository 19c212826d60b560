package dev.ikat.io;

import dev.ikat.Ikat;
import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.IoHandler;
import dev.ikat.loop.Poller;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;

/**
 * A non-blocking socket on its loop: the channel, its key, and what is waited for. Whoever works on the socket at the
 * time, first the connecting and then the stream, is the handler. Owned by the loop's thread.
 *
 * <p>The descriptor is freed by the poll that follows {@link #close()}, which the loop does in its next iteration.
 */
final class Wire implements IoHandler {
    private static final IoHandler NOBODY = readyOps -> {};

    /**
     * The JDK opens descriptors of its own when a process closes its first socket, and can never close one if it gets
     * none. So the first is closed here, and not when descriptors have run out.
     */
    static {
        try {
            SocketChannel.open().close();
        } catch (IOException e) {
            throw new UncheckedIOException("no socket can be opened", e);
        }
    }

    final SelectorLoop loop;
    final SocketChannel channel;
    private final Poller.Key key;
    private IoHandler handler = NOBODY;
    private int interest;

    private Wire(SelectorLoop loop, SocketChannel channel) throws IOException {
        this.loop = loop;
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        key = loop.register(channel, this);
    }

    /** Takes the channel, and closes it when that fails. */
    static Wire of(SelectorLoop loop, SocketChannel channel) throws IOException {
        try {
            return new Wire(loop, channel);
        } catch (Throwable error) {
            channel.close();
            throw error;
        }
    }

    /**
     * The running loop.
     *
     * @throws IllegalStateException when none runs, or it is none that can watch channels
     */
    static SelectorLoop currentLoop() {
        EventLoop current = Ikat.loop();
        if (current instanceof SelectorLoop selectorLoop) {
            return selectorLoop;
        }
        throw new IllegalStateException("TCP needs a dev.ikat.loop.SelectorLoop, and the running loop is " + current
                + ": run this on a SelectorLoop, which is the default of Ikat.run and Runner");
    }

    void handler(IoHandler handler) {
        this.handler = handler;
    }

    /** Throws when the loop that runs on this thread is not the one of this socket. */
    void checkLoop() {
        if (Ikat.loop() != loop) {
            throw new IllegalStateException(
                    "this socket belongs to another loop than the task that uses it; use it on the loop that opened it");
        }
    }

    /** Waits for these bits too. */
    void want(int ops) {
        interest(interest | ops);
    }

    /** Does not wait for these bits any more. */
    void unwant(int ops) {
        interest(interest & ~ops);
    }

    /** The bits that are waited for. */
    int wanted() {
        return interest;
    }

    private void interest(int ops) {
        if (interest != ops && channel.isOpen()) {
            interest = ops;
            key.interest(ops);
        }
    }

    @Override
    public void ready(int readyOps) {
        handler.ready(readyOps);
    }

    /** Closes the socket; what the system has taken already is still sent. */
    void close() {
        handler = NOBODY;
        key.cancel();
        try {
            channel.close();
        } catch (IOException error) {
            loop.callExceptionHandler(new ErrorContext("a socket could not be closed", error, channel));
        }
    }

    /** Closes the socket with a reset, so that the peer does not take what it got for all. */
    void reset() {
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException lostAlready) {
            // then there is nobody to tell
        }
        close();
    }
}
