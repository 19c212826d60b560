package dev.ikat.io;

import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/** One end of a pipe of the system, non-blocking, on its loop. To end the output of a pipe is to close it. */
final class PipeWire extends SelectableWire {
    private final @Nullable ReadableByteChannel source;
    private final @Nullable GatheringByteChannel sink;

    private PipeWire(
            SelectorLoop loop,
            SelectableChannel channel,
            @Nullable ReadableByteChannel source,
            @Nullable GatheringByteChannel sink)
            throws IOException {
        super(loop, channel);
        this.source = source;
        this.sink = sink;
    }

    /** The end that is read. */
    static PipeWire of(SelectorLoop loop, Pipe.SourceChannel source) throws IOException {
        return new PipeWire(loop, source, source, null);
    }

    /** The end that is written. */
    static PipeWire of(SelectorLoop loop, Pipe.SinkChannel sink) throws IOException {
        return new PipeWire(loop, sink, null, sink);
    }

    @Override
    int read(ByteBuffer target) throws IOException {
        return source == null ? -1 : source.read(target);
    }

    private GatheringByteChannel sink() throws IOException {
        if (sink == null) {
            throw new IOException("this end of the pipe is for input");
        }
        return sink;
    }

    @Override
    int write(ByteBuffer bytes) throws IOException {
        return sink().write(bytes);
    }

    @Override
    long write(ByteBuffer[] sources, int count) throws IOException {
        return sink().write(sources, 0, count);
    }

    /** The system moves it by itself, where it can. */
    @Override
    long writeFrom(FileChannel file, long position, long count) throws IOException {
        return file.transferTo(position, count, sink());
    }

    @Override
    boolean shutdownOutput() {
        closeChannel();
        return true;
    }

    @Override
    void reset() {
        close();
    }
}
