package dev.ikat.io;

import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.ExceptionHandler;
import dev.ikat.loop.RunningLoop;
import dev.ikat.loop.TimerHandle;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** The least of a loop that a program may bring: callbacks only. */
final class ChannellessLoop implements EventLoop {
    private final RunningLoop running = new RunningLoop(this);
    private final Deque<Runnable> ready = new ArrayDeque<>();
    private boolean stopping;
    private boolean closed;

    @Override
    public void callSoon(Runnable callback) {
        ready.add(callback);
    }

    @Override
    public void runForever() {
        running.enter();
        try {
            for (stopping = false; !stopping; ) {
                ready.remove().run();
            }
        } finally {
            running.exit();
        }
    }

    @Override
    public void stop() {
        stopping = true;
    }

    @Override
    public void close() {
        closed = true;
    }

    @Override
    public boolean isRunning() {
        return RunningLoop.current() == running;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public long nanoTime() {
        return 0;
    }

    @Override
    public TimerHandle callLater(Duration delay, Runnable callback) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TimerHandle callAt(long nanos, Runnable callback) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void callSoonThreadsafe(Runnable callback) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void setExceptionHandler(ExceptionHandler handler) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void callExceptionHandler(ErrorContext context) {
        throw new AssertionError(context.message(), context.error());
    }
}
