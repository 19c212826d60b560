package dev.ikat.io;

import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;

/** An {@link OutputStream} on a loop. The thread writes and flushes what is there; ending the output closes the stream. */
final class WritingThread extends ThreadWire {
    private final Call write;
    private boolean ending;
    private boolean ended;

    WritingThread(SelectorLoop loop, OutputStream target, String name) {
        super(loop, target, SelectionKey.OP_WRITE, name);
        write = (ring, from, length) -> {
            target.write(ring, from, length);
            target.flush();
            return length;
        };
    }

    /** Once it is ending, ready means that it has ended. */
    @Override
    boolean isReady() {
        return ended || (!ending && count < BOUND);
    }

    @Override
    void move() throws IOException {
        while (true) {
            int from;
            int length;
            synchronized (this) {
                parkWhile(() -> count == 0 && !ending);
                if (count == 0 || isClosed()) {
                    return;
                }
                from = head;
                length = Math.min(count, BOUND - head);
            }
            int written = call(write, from, length);
            boolean wasFull;
            synchronized (this) {
                wasFull = count == BOUND;
                head = (head + written) % BOUND;
                count -= written;
            }
            if (wasFull) {
                tellSoon();
            }
        }
    }

    @Override
    void ended() {
        ended = true;
    }

    @Override
    int read(ByteBuffer target) {
        return -1;
    }

    @Override
    synchronized int write(ByteBuffer source) throws IOException {
        requireWorking();
        int all = 0;
        while (count < BOUND && source.hasRemaining()) {
            int from = (head + count) % BOUND;
            int length = Math.min(Math.min(BOUND - count, BOUND - from), source.remaining());
            source.get(ring, from, length);
            count += length;
            all += length;
        }
        wake();
        return all;
    }

    private void requireWorking() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    synchronized boolean shutdownOutput() throws IOException {
        if (ended) {
            requireWorking();
        }
        ending = true;
        wake();
        return ended;
    }

    /** What was taken is written before the stream is closed. */
    @Override
    boolean sayGoodbye() throws IOException {
        return shutdownOutput();
    }
}
