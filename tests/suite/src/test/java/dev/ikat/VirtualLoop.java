package dev.ikat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.ExceptionHandler;
import dev.ikat.loop.Poller;
import dev.ikat.loop.SelectorLoop;
import dev.ikat.loop.TimerHandle;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SelectorLoop} in virtual time: waiting takes none, and waiting for nothing fails with "deadlock". Closing it
 * checks that nothing is left; {@link Sweep} checks that it was closed. What reaches the exception handler is in
 * {@link #errors}; a test takes from there what it expects.
 *
 * <p>{@code VirtualLoop.run(() -> …)} for most tests; {@code new VirtualLoop()} with {@link #runner} for the others.
 */
public final class VirtualLoop implements EventLoop {
    private static final Queue<VirtualLoop> MADE = new ConcurrentLinkedQueue<>();

    /** What reached the exception handler. */
    public final List<ErrorContext> errors = new ArrayList<>();

    private final VirtualPoller poller = new VirtualPoller();
    private final SelectorLoop loop = new SelectorLoop(() -> poller.nowNanos, poller);

    public VirtualLoop() {
        MADE.add(this);
        loop.setExceptionHandler((source, context) -> errors.add(context));
    }

    /** Runs the body as a program of its own; the errors that nobody caught fail the test. */
    public static <T> T run(AsyncCallable<T> body) {
        VirtualLoop loop = new VirtualLoop();
        T result;
        try (Runner runner = loop.runner()) {
            result = runner.run(inside(body));
        }
        assertThat(loop.errors).as("errors that reached the loop").isEmpty();
        return result;
    }

    /** A coroutine of the body, which is called when it runs: also where the body awaits nothing. */
    public static <T> Coroutine<T> inside(AsyncCallable<T> body) {
        return Coroutine.defer(() -> {
            try {
                return body.call();
            } catch (Throwable error) {
                throw Sneaky.raise(error);
            }
        });
    }

    /** The milliseconds since the loop was made. */
    public static long millis() {
        return Ikat.loop().nanoTime() / 1_000_000;
    }

    /** A runner that uses this loop and closes it. */
    public Runner runner() {
        return Runner.builder().loopFactory(() -> this).build();
    }

    /** What was made since the last call. */
    static List<VirtualLoop> made() {
        List<VirtualLoop> made = new ArrayList<>();
        for (VirtualLoop each; (each = MADE.poll()) != null; ) {
            made.add(each);
        }
        return made;
    }

    /** Closes the loop; only then tells what was left on it. */
    @Override
    public void close() {
        if (loop.isClosed()) {
            return;
        }
        List<Task<?>> tasks = new ArrayList<>();
        loop.callSoon(() -> tasks.addAll(Ikat.allTasks()));
        loop.stop();
        loop.runForever();
        int timers = loop.pendingTimers();
        int callbacks = loop.readyCallbacks();
        loop.close();
        assertThat(tasks).as("tasks left").isEmpty();
        assertThat(timers).as("timers left").isZero();
        assertThat(callbacks).as("callbacks left").isZero();
        assertThat(poller.closed).as("the poller is closed").isTrue();
    }

    @Override
    public void callSoon(Runnable callback) {
        loop.callSoon(callback);
    }

    @Override
    public TimerHandle callLater(Duration delay, Runnable callback) {
        return loop.callLater(delay, callback);
    }

    @Override
    public TimerHandle callAt(long nanos, Runnable callback) {
        return loop.callAt(nanos, callback);
    }

    @Override
    public void callSoonThreadsafe(Runnable callback) {
        loop.callSoonThreadsafe(callback);
    }

    @Override
    public void runForever() {
        loop.runForever();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    @Override
    public boolean isRunning() {
        return loop.isRunning();
    }

    @Override
    public boolean isClosed() {
        return loop.isClosed();
    }

    @Override
    public long nanoTime() {
        return loop.nanoTime();
    }

    @Override
    public void setExceptionHandler(@Nullable ExceptionHandler handler) {
        loop.setExceptionHandler(handler);
    }

    @Override
    public void callExceptionHandler(ErrorContext context) {
        loop.callExceptionHandler(context);
    }

    @Override
    public String toString() {
        return "virtual " + loop;
    }

    /** Waiting moves the time on; it knows no channels. */
    private static final class VirtualPoller implements Poller {
        volatile long nowNanos;
        private volatile boolean woken;
        private boolean closed;

        @Override
        public Key register(SelectableChannel channel, Object token) {
            throw new UnsupportedOperationException("a virtual loop has no channels");
        }

        @Override
        public void poll(long timeoutNanos, Sink sink) {
            if (timeoutNanos < 0 && !woken) {
                throw new AssertionError("deadlock: nothing is ready, and no timer will make it so");
            }
            long now = nowNanos; // written by the loop's thread only
            nowNanos = woken ? now : now + timeoutNanos;
            woken = false;
        }

        @Override
        public void wakeup() {
            woken = true;
        }

        @Override
        public int size() {
            return 0;
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
