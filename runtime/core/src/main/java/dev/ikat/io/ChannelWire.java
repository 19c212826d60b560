package dev.ikat.io;

import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/** A non-blocking socket on its loop. */
final class ChannelWire extends SelectableWire {
    final SocketChannel channel;

    private ChannelWire(SelectorLoop loop, SocketChannel channel) throws IOException {
        super(loop, channel);
        this.channel = channel;
    }

    /** Takes the channel, and closes it when that fails. */
    static ChannelWire of(SelectorLoop loop, SocketChannel channel) throws IOException {
        try {
            if (isTcp(channel)) {
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return new ChannelWire(loop, channel);
        } catch (Throwable error) {
            channel.close();
            throw error;
        }
    }

    private static boolean isTcp(SocketChannel channel) {
        return channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY);
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
    void reset() {
        try {
            if (isTcp(channel)) {
                channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException lostAlready) {
            // then there is nobody to tell
        }
        close();
    }
}
