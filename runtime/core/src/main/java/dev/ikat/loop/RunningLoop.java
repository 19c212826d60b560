package dev.ikat.loop;

import org.jspecify.annotations.Nullable;

/**
 * The loop that runs on a thread, and the hook on which the layer above hangs its state for that loop.
 *
 * <p>For writers of loops: make one for the life of the loop, {@link #enter()} it before the first callback of a run
 * and {@link #exit()} it in a finally block:
 *
 * <pre>{@code
 * public void runForever() {
 *     running.enter();
 *     try { ... } finally { running.exit(); }
 * }
 * }</pre>
 *
 * <p>One thread at a time; all but {@link #current()} and {@link #loop()} are for the loop's thread.
 */
public final class RunningLoop {
    private static final ThreadLocal<@Nullable RunningLoop> CURRENT = new ThreadLocal<>();

    private final EventLoop loop;

    /** The thread between enter and exit; any thread reads it. */
    private volatile @Nullable Thread thread;

    private @Nullable Object attachment;

    public RunningLoop(EventLoop loop) {
        this.loop = loop;
    }

    /** What runs on the calling thread; null when no loop does. */
    public static @Nullable RunningLoop current() {
        return CURRENT.get();
    }

    /**
     * Makes this the current one of the calling thread.
     *
     * @throws IllegalStateException when a loop runs on this thread already
     */
    public void enter() {
        RunningLoop other = CURRENT.get();
        if (other != null) {
            throw new IllegalStateException((other == this ? "this loop" : "another loop") + " runs on the thread "
                    + Thread.currentThread().getName() + " already, and a loop cannot run inside a loop: "
                    + "await the coroutine instead, or run it on another thread");
        }
        CURRENT.set(this);
        thread = Thread.currentThread();
    }

    /**
     * Ends what {@link #enter()} began.
     *
     * @throws IllegalStateException when this is not the current one of the calling thread
     */
    public void exit() {
        if (CURRENT.get() != this) {
            throw new IllegalStateException("exit() without enter() on the thread "
                    + Thread.currentThread().getName());
        }
        thread = null;
        CURRENT.remove();
    }

    /** Whether this is the current one of the calling thread; cheaper than {@link #current()}. */
    public boolean isCurrent() {
        return thread == Thread.currentThread();
    }

    /** The loop itself. */
    public EventLoop loop() {
        return loop;
    }

    /** What {@link #attach} set last; null at first. It outlives a run of the loop. */
    public @Nullable Object attachment() {
        return attachment;
    }

    /** Hangs the state of the layer above on this loop; the loop never looks at it. */
    public void attach(@Nullable Object state) {
        attachment = state;
    }
}
