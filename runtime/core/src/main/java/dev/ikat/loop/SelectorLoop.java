package dev.ikat.loop;

import java.nio.channels.SelectableChannel;
import java.nio.channels.spi.SelectorProvider;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The default event loop, on {@link java.nio.channels.Selector}. An iteration has five phases:
 *
 * <ol>
 *   <li>drain: what other threads handed in goes to the ready queue;
 *   <li>time: how long may the loop wait? Not at all when a callback is ready or the loop shall stop, else until the
 *       earliest timer;
 *   <li>poll: the channels that are ready go to the ready queue. While callbacks are ready the poller is asked at every
 *       16th iteration or each millisecond, whichever comes first, and not at all without channels;
 *   <li>timers: those due go to the ready queue, in the order of their times;
 *   <li>batch: the callbacks that are in the ready queue now run, first in first out. What they add runs in the next
 *       iteration, so that a callback that adds itself again starves neither channels nor timers.
 * </ol>
 *
 * <p>Trade-off: between two polls at most 16 batches may run, so under load a channel waits for a millisecond or the
 * batch at hand; in return a switch between tasks costs no system call. The clock is read once an iteration, and not at
 * all while there are neither timers nor channels.
 *
 * <p><b>Interrupts.</b> An interrupt of the loop's thread wakes the loop, no more. The flag is cleared before the loop
 * blocks, since a selector does not wait while it is set, and set again when {@link #runForever()} ends.
 *
 * <p>Errors and threads: see {@link EventLoop}. Source: {@code asyncio.base_events.BaseEventLoop._run_once}.
 */
public final class SelectorLoop implements EventLoop {
    private static final long FOREVER = -1;

    private final Clock clock;
    private final Poller poller;
    private final ReadyQueue ready = new ReadyQueue();
    private final RunningLoop running = new RunningLoop(this, ready);
    private final LoopOwner owner = new LoopOwner();
    private final Inbox inbox = new Inbox();
    private final Timers timers;
    private final IoSource io;
    private final @Nullable Order order;
    private final ErrorReporter errors = new ErrorReporter(this, ErrorReporter::log, System.err);

    /** The time as of this iteration; old while there are neither timers nor channels. */
    private long nowNanos;

    /** Set in debug mode: then it is told of each callback. */
    private @Nullable SlowCallbacks slowCallbacks;

    private boolean stopping;
    private boolean interrupted;

    /**
     * A loop on the system's clock and a poller of its own: the JDK's selector, unless a {@link PollerProvider} on the class
     * path brings a better one. The system property {@code ikat.poller} names the one to take; {@code selector} is the
     * JDK's.
     *
     * @throws java.io.UncheckedIOException when the system refuses the poller
     * @throws IllegalStateException when the property names none that is there and available, or the chosen one fails
     */
    public SelectorLoop() {
        this(Clock.system(), Pollers.open());
    }

    /** A loop on other parts, as a simulation needs them. It owns the poller and closes it. */
    public SelectorLoop(Clock clock, Poller poller) {
        this(clock, poller, null);
    }

    /**
     * As above, with an order for the callbacks of a batch that is not that of the queue: what looks for a program's errors
     * tries others. Null is that of the queue.
     */
    public SelectorLoop(Clock clock, Poller poller, @Nullable Order order) {
        this.clock = clock;
        this.poller = poller;
        this.order = order;
        io = new IoSource(owner, poller, ready);
        nowNanos = clock.nanoTime();
        timers = new Timers(owner, nowNanos);
    }

    @Override
    public void runForever() {
        run(() -> {
            do {
                iterate();
            } while (!stopping);
        });
    }

    /**
     * One iteration, for who runs several loops on one thread, as a simulation does ({@link RunningLoop#apart}). It asks the
     * poller as in any other iteration, also to wait.
     *
     * @throws IllegalStateException when a loop runs on this thread, or this one on another
     */
    public void runOnce() {
        run(this::iterate);
    }

    private void run(Runnable iterations) {
        running.enter();
        try {
            owner.enter();
            try {
                watch(slowCallbacks);
                iterations.run();
            } finally {
                unwatch(slowCallbacks);
                stopping = false;
                restoreInterrupt();
                owner.exit();
            }
        } finally {
            running.exit();
        }
    }

    /** One iteration: the phases of the header; the middle ones have nothing to do while there are callbacks alone. */
    void iterate() {
        inbox.drainTo(ready);
        if (!hasOnlyCallbacks()) {
            poll(timeoutNanos());
            queueDueTimers();
        }
        runBatch();
    }

    private boolean hasOnlyCallbacks() {
        return !ready.isEmpty() && timers.isEmpty() && !io.wantsPolls();
    }

    private long timeoutNanos() {
        readClock();
        if (stopping || !ready.isEmpty()) {
            return 0;
        }
        return timers.isEmpty() ? FOREVER : Math.max(0, timers.earliestNanos() - nowNanos);
    }

    private void poll(long timeoutNanos) {
        if (timeoutNanos == 0) {
            io.pollIfDue(nowNanos);
        } else if (inbox.fallAsleep()) {
            interrupted |= Thread.interrupted();
            io.poll(timeoutNanos);
            inbox.drainTo(ready);
            readClock();
            io.waited(nowNanos);
        } else {
            inbox.drainTo(ready);
        }
    }

    private void queueDueTimers() {
        for (Timer due; (due = timers.pollDue(nowNanos)) != null; ) {
            ready.add(due);
        }
    }

    private void runBatch() {
        if (slowCallbacks != null) {
            runWatchedBatch(slowCallbacks);
            return;
        }
        if (order != null) {
            runOrderedBatch(order);
            return;
        }
        for (int left = ready.size(); left > 0; left--) {
            call(ready.take());
        }
    }

    private void runOrderedBatch(Order order) {
        for (int left = ready.size(); left > 0; left--) {
            call(ready.take(order.next(ready)));
        }
    }

    private void runWatchedBatch(SlowCallbacks slow) {
        for (int left = ready.size(); left > 0; left--) {
            Runnable callback = order == null ? ready.take() : ready.take(order.next(ready));
            slow.begin(callback);
            try {
                call(callback);
            } finally {
                slow.end();
            }
        }
    }

    private void call(Runnable callback) {
        try {
            callback.run();
        } catch (Throwable error) {
            if (ErrorReporter.isFatal(error)) {
                throw error;
            }
            errors.report(new ErrorContext("error in a callback", error, callback));
        }
    }

    private void readClock() {
        if (io.hasKeys() || !timers.isEmpty()) {
            nowNanos = clock.nanoTime();
        }
    }

    private void restoreInterrupt() {
        if (interrupted) {
            interrupted = false;
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void callSoon(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        ready.add(owner.isInside() ? running.carryInside(callback) : carriedFromOutside(callback));
    }

    private Runnable carriedFromOutside(Runnable callback) {
        owner.check();
        return running.carry(callback);
    }

    @Override
    public TimerHandle callLater(Duration delay, Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        owner.check();
        return timers.add(clock.nanoTime() + Timers.nanos(delay), running.carry(callback));
    }

    @Override
    public TimerHandle callAt(long nanos, Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        owner.check();
        return timers.add(Timers.clamp(nanos, nowNanos), running.carry(callback));
    }

    @Override
    public void callSoonThreadsafe(Runnable callback) {
        Objects.requireNonNull(callback, "callback");
        if (inbox.add(running.carryThreadsafe(callback))) {
            poller.wakeup();
        }
    }

    /**
     * Watches a channel. The key has no interest at first.
     *
     * @param channel non-blocking, closed by the loop's thread only, after the key was cancelled
     * @throws IllegalStateException when it is closed or registered already, or from the wrong thread
     * @throws java.nio.channels.IllegalBlockingModeException when it blocks
     */
    public Poller.Key register(SelectableChannel channel, IoHandler handler) {
        Objects.requireNonNull(handler, "handler");
        owner.check();
        return io.register(channel, handler);
    }

    /** What opens the sockets that this loop can watch; see {@link Poller#channels}. From any thread. */
    public SelectorProvider channels() {
        return poller.channels();
    }

    @Override
    public void stop() {
        owner.check();
        stopping = true;
    }

    @Override
    public void close() {
        if (owner.close()) {
            inbox.close();
            timers.clear();
            ready.clear();
            poller.close();
            running.close();
        }
    }

    @Override
    public boolean isRunning() {
        return owner.isRunning();
    }

    @Override
    public boolean isClosed() {
        return owner.isClosed();
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public void setExceptionHandler(@Nullable ExceptionHandler handler) {
        owner.check();
        errors.setHandler(handler);
    }

    @Override
    public void setSlowCallback(@Nullable Duration limit) {
        owner.check();
        unwatch(slowCallbacks);
        slowCallbacks = limit == null ? null : new SlowCallbacks(clock, errors, limit);
        if (isRunning()) {
            watch(slowCallbacks);
        }
    }

    private static void watch(@Nullable SlowCallbacks slow) {
        if (slow != null) {
            slow.watch(Thread.currentThread());
        }
    }

    private static void unwatch(@Nullable SlowCallbacks slow) {
        if (slow != null) {
            slow.unwatch();
        }
    }

    @Override
    public void callExceptionHandler(ErrorContext context) {
        errors.report(context);
    }

    /**
     * When there is something to do next but for channels, on this loop's clock: now or in the past when a callback is ready
     * or was handed in, else the time of the earliest timer, or a little earlier; {@link Long#MAX_VALUE} when nothing but a
     * channel or another thread brings it to do anything. For who runs several loops on one thread.
     */
    public long nextNanos() {
        owner.checkThread();
        if (!ready.isEmpty() || !inbox.isEmpty()) {
            return clock.nanoTime();
        }
        return timers.isEmpty() ? Long.MAX_VALUE : timers.earliestNanos();
    }

    /**
     * Comes before what the system does in its own time, which no loop with an {@link Order} can wait for: processes, signals.
     *
     * @param what for the message, such as "processes"
     * @throws UnsupportedOperationException when the loop is a simulation's
     */
    public void requireSystem(String what) {
        if (order != null) {
            throw new UnsupportedOperationException(
                    "a simulation has no " + what + ": run this part of the program with"
                            + " Ikat.run or as an @AsyncTest, or give it something of the program's own in their place");
        }
    }

    /** How many timers wait; cancelled ones do not. For leak checks, on the loop's thread. */
    public int pendingTimers() {
        owner.checkThread();
        return timers.size();
    }

    /** How many callbacks are ready; what other threads handed in counts once an iteration took it. For leak checks. */
    public int readyCallbacks() {
        owner.checkThread();
        return ready.size();
    }

    /** How many channels are registered; see {@link Poller#size()}. For leak checks, on the loop's thread. */
    public int registeredKeys() {
        owner.checkThread();
        return poller.size();
    }

    @Override
    public String toString() {
        String state = isClosed() ? "closed" : isRunning() ? "running" : "idle";
        return "SelectorLoop[" + state + ", " + ready.size() + " ready, " + timers.size() + " timers]";
    }
}
