package dev.ikat.io;

import dev.ikat.Ikat;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.IoHandler;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/**
 * What a stream has below it: bytes that are moved without ever waiting, and a handler that is told when more can be moved.
 * A channel of the system ({@link ChannelWire}) is one; so is what encrypts, above another wire. Operations are the bits of
 * {@link java.nio.channels.SelectionKey}. Owned by the loop's thread.
 *
 * <p>Readiness is level-triggered, as the poller's: what is wanted and not dealt with is told again.
 */
abstract class Wire {
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

    static final IoHandler NOBODY = readyOps -> {};

    /** How much of a file is moved at a time where the system cannot do it by itself. */
    private static final int FILE_BLOCK = 64 * 1024;

    final SelectorLoop loop;
    private IoHandler handler = NOBODY;

    Wire(SelectorLoop loop) {
        this.loop = loop;
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
        throw new IllegalStateException("I/O needs a dev.ikat.loop.SelectorLoop, and the running loop is " + current
                + ": run this on a SelectorLoop, which is the default of Ikat.run and Runner");
    }

    /** Throws when the loop that runs on this thread is not the one of this wire. */
    final void checkLoop() {
        Io.checkLoop(loop, "this stream");
    }

    /** Who is told from now on. */
    final void handler(IoHandler next) {
        handler = next;
    }

    final void tell(int readyOps) {
        handler.ready(readyOps);
    }

    /** Waits for these bits too. */
    final void want(int ops) {
        interest(wanted() | ops);
    }

    /** Does not wait for these bits any more. */
    final void unwant(int ops) {
        interest(wanted() & ~ops);
    }

    /** The bits that are waited for. */
    abstract int wanted();

    /** Sets what is waited for; does nothing once it is closed. */
    abstract void interest(int ops);

    /** How many bytes came into the buffer: 0 when there is nothing now, -1 at the end of the stream. */
    abstract int read(ByteBuffer target) throws IOException;

    /** How many bytes it took of the buffer. */
    abstract int write(ByteBuffer source) throws IOException;

    /** How many bytes it took of so many buffers, in their order. */
    long write(ByteBuffer[] sources, int count) throws IOException {
        long all = 0;
        for (int i = 0; i < count; i++) {
            all += write(sources[i]);
            if (sources[i].hasRemaining()) {
                break;
            }
        }
        return all;
    }

    /** How many bytes it took of the file; 0 also at the file's end. */
    long writeFrom(FileChannel file, long position, long count) throws IOException {
        ByteBuffer block = ByteBuffer.allocate((int) Math.min(count, FILE_BLOCK));
        if (file.read(block, position) <= 0) {
            return 0;
        }
        block.flip();
        return write(block);
    }

    /** Ends the output; false when it is to be asked again once it is ready for output. */
    abstract boolean shutdownOutput() throws IOException;

    /** Says what must be said before {@link #close}; false when it is to be asked again once it is ready for output. */
    boolean sayGoodbye() throws IOException {
        return true;
    }

    /** Closes; what the system has taken already is still sent. Nobody is told any more. */
    abstract void close();

    /** Closes so that the peer does not take what it got for all, where there is a way to say that. */
    abstract void reset();
}
