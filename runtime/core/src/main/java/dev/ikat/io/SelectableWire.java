package dev.ikat.io;

import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.Poller;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.nio.channels.SelectableChannel;

/**
 * A non-blocking channel on its loop: the channel, its key, and what is waited for. What is read and written, and how, is
 * for {@link ChannelWire} (sockets) and {@link PipeWire}.
 *
 * <p>The descriptor is freed by the poll that follows {@link #close()}, which the loop does in its next iteration.
 */
abstract class SelectableWire extends Wire {
    private final SelectableChannel selectable;
    private final Poller.Key key;
    private int interest;

    SelectableWire(SelectorLoop loop, SelectableChannel channel) throws IOException {
        super(loop);
        selectable = channel;
        channel.configureBlocking(false);
        key = loop.register(channel, this::tell);
    }

    @Override
    final int wanted() {
        return interest;
    }

    @Override
    final void interest(int ops) {
        if (interest != ops && selectable.isOpen()) {
            interest = ops;
            key.interest(ops);
        }
    }

    @Override
    final void close() {
        handler(NOBODY);
        closeChannel();
    }

    /** Doing it twice is harmless. */
    final void closeChannel() {
        key.cancel();
        try {
            selectable.close();
        } catch (IOException error) {
            loop.callExceptionHandler(new ErrorContext("a channel could not be closed", error, selectable));
        }
    }
}
