package dev.ikat.io;

import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/** An {@link InputStream} on a loop. The thread reads ahead as far as there is room. */
final class ReadingThread extends ThreadWire {
    private final Call read;
    private boolean ended;

    ReadingThread(SelectorLoop loop, InputStream source, String name) {
        super(loop, source, SelectionKey.OP_READ, name);
        read = source::read;
    }

    @Override
    boolean isReady() {
        return count > 0 || ended;
    }

    @Override
    void move() throws IOException {
        while (true) {
            int from;
            int room;
            synchronized (this) {
                parkWhile(() -> count == BOUND);
                from = (head + count) % BOUND;
                room = Math.min(BOUND - count, BOUND - from);
            }
            int length = call(read, from, room);
            boolean first;
            synchronized (this) {
                if (isClosed() || length < 0) {
                    return;
                }
                first = count == 0;
                count += length;
            }
            if (first) {
                tellSoon();
            }
        }
    }

    /** What came before a failure can still be read. */
    @Override
    void ended() {
        ended = true;
    }

    @Override
    synchronized int read(ByteBuffer target) throws IOException {
        if (count == 0 && ended) {
            if (failure != null) {
                throw failure;
            }
            return -1;
        }
        int all = 0;
        while (count > 0 && target.hasRemaining()) {
            int length = Math.min(Math.min(count, BOUND - head), target.remaining());
            target.put(ring, head, length);
            head = (head + length) % BOUND;
            count -= length;
            all += length;
        }
        wake();
        return all;
    }

    @Override
    int write(ByteBuffer source) throws IOException {
        throw new IOException("this stream is for input");
    }

    @Override
    boolean shutdownOutput() throws IOException {
        throw new IOException("this stream is for input");
    }
}
