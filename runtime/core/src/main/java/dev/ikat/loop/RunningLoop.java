package dev.ikat.loop;

import org.jspecify.annotations.Nullable;

/**
 * The loop that runs on a thread, and the hooks on which the layer above hangs its state: for the loop, and for the code
 * that runs now, whose context a callback carries from where it is scheduled to where it runs.
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
 * It is {@linkplain #close() closed} with the loop.
 *
 * <p>Its {@code callSoon}, {@code callLater} and {@code callAt} put {@link #carry what they are given} into their queues, its
 * {@code callSoonThreadsafe} does so with {@link #carryThreadsafe}.
 *
 * <p>One thread at a time; all but the static methods, {@link #loop()} and {@link #carryThreadsafe} are for the loop's
 * thread.
 */
public final class RunningLoop {
    private static final ThreadLocal<@Nullable RunningLoop> CURRENT = new ThreadLocal<>();

    /** The context of code on threads where no loop runs. */
    private static final ThreadLocal<@Nullable Object> CONTEXT_OUTSIDE = new ThreadLocal<>();

    private final EventLoop loop;

    /** The thread between enter and exit; any thread reads it. */
    private volatile @Nullable Thread thread;

    private @Nullable Object attachment;
    private Runnable onClose = () -> {};

    /** Of the code that runs now, opaque to the loop; null for the empty one, and between callbacks. */
    private @Nullable Object context;

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

    /**
     * Runs code as on a thread on which no loop runs, though one does, between two of its callbacks: so one loop can run inside
     * another's poller. What is current comes back in the end.
     */
    public static void apart(Runnable code) {
        RunningLoop outer = CURRENT.get();
        if (outer == null) {
            code.run();
            return;
        }
        CURRENT.remove();
        outer.thread = null;
        try {
            code.run();
        } finally {
            outer.thread = Thread.currentThread();
            CURRENT.set(outer);
        }
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

    /** As {@link #attach(Object)}, with what to run as the loop closes. */
    public void attach(@Nullable Object state, Runnable onClose) {
        attach(state);
        this.onClose = onClose;
    }

    /** The loop closes for good, after its last run; what hangs on it may report errors, no more. */
    public void close() {
        Runnable last = onClose;
        onClose = () -> {};
        last.run();
    }

    /** The context of the code that runs on this loop now; null for the empty one. */
    public @Nullable Object context() {
        return context;
    }

    /** Sets {@link #context()}; whoever does so sets it back. */
    public void setContext(@Nullable Object context) {
        this.context = context;
    }

    /** The context of the code that runs on the calling thread, within a loop or not. */
    public static @Nullable Object currentContext() {
        RunningLoop running = CURRENT.get();
        return running != null ? running.context : CONTEXT_OUTSIDE.get();
    }

    /** Sets {@link #currentContext()}. */
    public static void setCurrentContext(@Nullable Object context) {
        RunningLoop running = CURRENT.get();
        if (running != null) {
            running.context = context;
        } else if (context == null) {
            CONTEXT_OUTSIDE.remove();
        } else {
            CONTEXT_OUTSIDE.set(context);
        }
    }

    /** The callback, such that it runs in the context of now; itself when that is empty, or when it brings its own. */
    public Runnable carry(Runnable callback) {
        return carry(thread == null ? currentContext() : context, callback);
    }

    /** As {@link #carry}, on the thread of the loop while that runs. */
    Runnable carryInside(Runnable callback) {
        return carry(context, callback);
    }

    /** As {@link #carry}, for a callback from any thread. */
    public Runnable carryThreadsafe(Runnable callback) {
        return carry(currentContext(), callback);
    }

    private Runnable carry(@Nullable Object context, Runnable callback) {
        return context == null || callback instanceof ContextCarrier
                ? callback
                : new InContext(this, context, callback);
    }
}
