package dev.ikat.io;

import dev.ikat.loop.SelectorLoop;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A blocking stream of the JDK on a loop: a daemon thread moves bytes between the stream and a ring of {@value #BOUND}
 * bytes, and the loop reads or writes the ring without waiting. The thread is started by the first use; a reader that is
 * never asked takes nothing, and one that is not asked any more holds no more than the ring.
 *
 * <p>The thread is a platform thread, on every JDK: most such streams end in a system call on a file that pins the carrier
 * of a virtual thread for as long as it waits, and the carriers are few.
 *
 * <pre>
 * NEW --first use--> MOVING &lt;--> BLOCKED (in a call of the stream, no lock held)
 *  |                    |            |
 *  '------close---------'--close----> the thread closes the stream and ends
 *                                    '--close--> CLOSED: interrupted, the stream closed by another thread, not waited for
 * </pre>
 *
 * <p>Fields of the thread and the loop are guarded by this object, which is held while bytes are copied and never while
 * something blocks. Trade-off: a stream whose calls neither closing nor an interrupt ends (a terminal) keeps its thread
 * until the call returns; it is a daemon.
 */
abstract class ThreadWire extends Wire {
    static final int BOUND = 64 * 1024;

    final byte[] ring = new byte[BOUND];

    /** Where the bytes begin, and how many there are. */
    int head;

    int count;

    /** What ended the thread too early. */
    @Nullable
    IOException failure;

    private final Closeable stream;
    private final int direction;
    private final Thread thread;
    private boolean started;
    private boolean blocked;
    private boolean closed;
    private boolean streamClosed;

    /** Of the loop's thread: what is waited for, and whether it is about to be told. */
    private int interest;

    private boolean announcing;

    /** @param direction the bit of {@link java.nio.channels.SelectionKey} that it is for */
    ThreadWire(SelectorLoop loop, Closeable stream, int direction, String name) {
        super(loop);
        loop.requireSystem("streams that block");
        this.stream = stream;
        this.direction = direction;
        thread = new Thread(this::run, "ikat-" + name);
        thread.setDaemon(true);
    }

    /** Whether the loop can go on. Holding the lock. */
    abstract boolean isReady();

    /** Moves bytes until {@link #isClosed}, or the end. On the thread, without the lock. */
    abstract void move() throws IOException;

    /** A call of the stream that may block; where and how many bytes of the ring. Answers how many it dealt with. */
    interface Call {
        int on(byte[] ring, int from, int length) throws IOException;
    }

    /** The thread has ended, with everything closed; the loop can know. Holding the lock. */
    void ended() {}

    private void run() {
        try {
            move();
        } catch (IOException error) {
            fail(error);
        } catch (RuntimeException | Error error) {
            fail(new IOException(error.toString(), error));
        }
        try {
            closeStream();
        } catch (IOException | RuntimeException error) {
            fail(new IOException("the stream could not be closed: " + error.getMessage(), error));
        }
        synchronized (this) {
            ended();
        }
        tellSoon();
    }

    private synchronized void fail(IOException error) {
        if (failure == null) {
            failure = error;
        }
    }

    /** Calls the stream without the lock; on the thread. Where it was closed meanwhile the answer means nothing. */
    final int call(Call call, int from, int length) throws IOException {
        synchronized (this) {
            if (closed) {
                return 0;
            }
            blocked = true;
        }
        try {
            return call.on(ring, from, length);
        } finally {
            synchronized (this) {
                blocked = false;
            }
        }
    }

    /** Holding the lock. */
    final boolean isClosed() {
        return closed;
    }

    /** On the thread, holding the lock: waits for the loop to change that, or to close. */
    final void parkWhile(BooleanSupplier idle) {
        while (idle.getAsBoolean() && !closed) {
            try {
                wait();
            } catch (InterruptedException notOurs) {
                // whoever closes says so; anything else has no business here
            }
        }
    }

    /** Holding the lock, on the loop's thread: the thread has something to do. */
    final void wake() {
        if (!started) {
            started = true;
            thread.start();
        }
        notifyAll();
    }

    /** On the thread, without the lock: the loop may be able to go on. */
    final void tellSoon() {
        try {
            loop.callSoonThreadsafe(this::arrived);
        } catch (IllegalStateException loopIsClosed) {
            synchronized (this) {
                closed = true;
            }
        }
    }

    private void arrived() {
        if (!announcing) {
            announce();
        }
    }

    private void announce() {
        announcing = false;
        if (isWanted()) {
            tell(direction);
            announceSoon();
        }
    }

    private void announceSoon() {
        if (!announcing && isWanted()) {
            announcing = true;
            loop.callSoon(this::announce);
        }
    }

    private boolean isWanted() {
        if (interest == 0) {
            return false;
        }
        synchronized (this) {
            return !closed && isReady();
        }
    }

    @Override
    final int wanted() {
        return interest;
    }

    @Override
    final void interest(int ops) {
        interest = ops & direction;
        if (interest != 0) {
            synchronized (this) {
                if (!closed) {
                    wake();
                }
            }
            announceSoon();
        }
    }

    @Override
    final void close() {
        handler(NOBODY);
        interest = 0;
        boolean abandoned;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            abandoned = blocked;
            wake();
        }
        if (abandoned) {
            thread.interrupt();
            closeElsewhere();
        }
    }

    /** A close may block too. */
    private void closeElsewhere() {
        Thread closing = new Thread(
                () -> {
                    try {
                        closeStream();
                    } catch (IOException nobodyIsLeftToTell) {
                        // the stream was given up
                    }
                },
                thread.getName() + "-close");
        closing.setDaemon(true);
        closing.start();
    }

    private void closeStream() throws IOException {
        synchronized (this) {
            if (streamClosed) {
                return;
            }
            streamClosed = true;
        }
        stream.close();
    }

    @Override
    final void reset() {
        close();
    }
}
