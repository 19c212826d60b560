package dev.ikat.io;

import dev.ikat.Suspension;
import dev.ikat.loop.SelectorLoop;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;

/**
 * A task that waits until a named pipe is open at both ends. The system answers only by blocking, for any time, so a daemon
 * thread asks. A cancellation gets that thread out by opening the pipe for both directions, which never blocks (on Linux) and
 * is the partner until the thread is out.
 *
 * <pre>
 * OPENING --partner--> the task gets the stream
 *    '-----cancelled--> the thread is let out, and closes what it got
 * </pre>
 */
final class FifoOpening extends Suspension<ByteStream> {
    private final SelectorLoop loop;
    private final Path path;
    private final StandardOpenOption direction;
    private final CountDownLatch out = new CountDownLatch(1);

    private FifoOpening(SelectorLoop loop, Path path, StandardOpenOption direction) {
        this.loop = loop;
        this.path = path;
        this.direction = direction;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a stream is a reader and a writer
    static <T> Suspension<T> begin(SelectorLoop loop, Path path, StandardOpenOption direction) {
        loop.requireSystem("named pipes");
        FifoOpening opening = new FifoOpening(loop, path, direction);
        inBackground("ikat-fifo", opening::open);
        return (Suspension) opening;
    }

    private static void inBackground(String name, Runnable action) {
        Thread thread = new Thread(action, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** On the thread. */
    private void open() {
        try {
            FileChannel channel = FileChannel.open(path, direction);
            if (!handOver(() -> opened(channel))) {
                channel.close();
            }
        } catch (IOException | RuntimeException error) {
            handOver(() -> tryFail(error));
        } finally {
            out.countDown();
        }
    }

    private boolean handOver(Runnable answer) {
        try {
            loop.callSoonThreadsafe(answer);
            return true;
        } catch (IllegalStateException closed) {
            return false; // then nobody waits any more
        }
    }

    private void opened(FileChannel channel) {
        ByteStream stream = new PipeStream(wire(channel), path + (isReading() ? ", for reading" : ", for writing"));
        if (!tryComplete(stream)) {
            stream.abort();
        }
    }

    private boolean isReading() {
        return direction == StandardOpenOption.READ;
    }

    private Wire wire(FileChannel channel) {
        String name = String.valueOf(path.getFileName());
        return isReading()
                ? new ReadingThread(loop, Channels.newInputStream(channel), name)
                : new WritingThread(loop, Channels.newOutputStream(channel), name);
    }

    @Override
    protected void abort() {
        if (isCancelled()) {
            inBackground("ikat-fifo-cancel", this::letOut);
        } else {
            result().abort();
        }
    }

    private void letOut() {
        try (FileChannel partner =
                FileChannel.open(path, EnumSet.of(StandardOpenOption.READ, StandardOpenOption.WRITE))) {
            assert partner.isOpen();
            out.await();
        } catch (IOException | RuntimeException | InterruptedException gone) {
            // without the pipe, or the right to both directions, the thread stays until there is a partner
        }
    }
}
