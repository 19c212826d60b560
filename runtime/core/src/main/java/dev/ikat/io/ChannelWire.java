package dev.ikat.io;

import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.Poller;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/**
 * A non-blocking socket on its loop: the channel, its key, and what is waited for.
 *
 * <p>The descriptor is freed by the poll that follows {@link #close()}, which the loop does in its next iteration.
 */
final class ChannelWire extends Wire {
    final SocketChannel channel;
    private final Poller.Key key;
    private int interest;

    private ChannelWire(SelectorLoop loop, SocketChannel channel) throws IOException {
        super(loop);
        this.channel = channel;
        channel.configureBlocking(false);
        if (isTcp()) {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        }
        key = loop.register(channel, this::tell);
    }

    /** Takes the channel, and closes it when that fails. */
    static ChannelWire of(SelectorLoop loop, SocketChannel channel) throws IOException {
        try {
            return new ChannelWire(loop, channel);
        } catch (Throwable error) {
            channel.close();
            throw error;
        }
    }

    private boolean isTcp() {
        return channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY);
    }

    @Override
    int wanted() {
        return interest;
    }

    @Override
    void interest(int ops) {
        if (interest != ops && channel.isOpen()) {
            interest = ops;
            key.interest(ops);
        }
    }

    @Override
    int read(ByteBuffer target) throws IOException {
        return channel.read(target);
    }

    @Override
    int write(ByteBuffer source) throws IOException {
        return channel.write(source);
    }

    @Override
    long write(ByteBuffer[] sources, int count) throws IOException {
        return channel.write(sources, 0, count);
    }

    /** The system moves it by itself. */
    @Override
    long writeFrom(FileChannel file, long position, long count) throws IOException {
        return file.transferTo(position, count, channel);
    }

    @Override
    boolean shutdownOutput() throws IOException {
        channel.shutdownOutput();
        return true;
    }

    @Override
    void close() {
        handler(NOBODY);
        key.cancel();
        try {
            channel.close();
        } catch (IOException error) {
            loop.callExceptionHandler(new ErrorContext("a socket could not be closed", error, channel));
        }
    }

    @Override
    void reset() {
        try {
            if (isTcp()) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException lostAlready) {
            // then there is nobody to tell
        }
        close();
    }
}
