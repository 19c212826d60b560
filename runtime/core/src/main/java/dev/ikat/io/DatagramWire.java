package dev.ikat.io;

import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.IoHandler;
import dev.ikat.loop.Poller;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;

/**
 * A non-blocking datagram channel on its loop, with its key and what is waited for. Owned by the loop's thread. The
 * descriptor is freed by the poll that follows {@link #close()}, which the loop does in its next iteration.
 */
final class DatagramWire implements IoHandler {
    final SelectorLoop loop;
    final DatagramChannel channel;
    private final Runnable readable;
    private final Runnable writable;
    private final Poller.Key key;
    private int interest;

    DatagramWire(SelectorLoop loop, DatagramChannel channel, Runnable readable, Runnable writable) throws IOException {
        this.loop = loop;
        this.channel = channel;
        this.readable = readable;
        this.writable = writable;
        channel.configureBlocking(false);
        key = loop.register(channel, this);
    }

    /** Throws when the loop that runs on this thread is not the one of this socket. */
    void checkLoop() {
        Io.checkLoop(loop, "this socket");
    }

    /** Waits for these bits too. */
    void want(int ops) {
        interest(interest | ops);
    }

    /** Does not wait for these bits any more. */
    void unwant(int ops) {
        interest(interest & ~ops);
    }

    private void interest(int ops) {
        if (interest != ops && channel.isOpen()) {
            interest = ops;
            key.interest(ops);
        }
    }

    @Override
    public void ready(int readyOps) {
        if ((readyOps & SelectionKey.OP_READ) != 0) {
            readable.run();
        }
        if ((readyOps & SelectionKey.OP_WRITE) != 0 && channel.isOpen()) {
            writable.run();
        }
    }

    void close() {
        key.cancel();
        try {
            channel.close();
        } catch (IOException error) {
            loop.callExceptionHandler(new ErrorContext("a UDP socket could not be closed", error, channel));
        }
    }
}
