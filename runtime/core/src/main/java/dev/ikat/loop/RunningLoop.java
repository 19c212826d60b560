package dev.ikat.loop;

import java.util.function.Consumer;
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

    /**
     * The one that was entered last, on whatever thread: mostly that of who asks, who then need not look into CURRENT. Any
     * thread reads and writes it, plainly: {@link #thread} tells whether it is the right one.
     */
    private static @Nullable RunningLoop entered;

    /** The context of code on threads where no loop runs. */
    private static final ThreadLocal<@Nullable Object> CONTEXT_OUTSIDE = new ThreadLocal<>();

    private final EventLoop loop;

    /** Where what is scheduled again and again has its slot. */
    private final ReadyQueue slots;

    /** The queue that the loop runs, while it is one of ours and open; null: everything goes by its callSoon. */
    private @Nullable ReadyQueue ready;

    /**
     * The thread between enter and exit. Any thread reads it, to compare it with itself; for that plain accesses do: a thread
     * finds itself here only when it was the last to write, and never misses its own writes.
     */
    private @Nullable Thread thread;

    private @Nullable Object attachment;
    private Runnable onClose = () -> {};

    /** Of the code that runs now, opaque to the loop; null for the empty one, and between callbacks. */
    private @Nullable Object context;

    public RunningLoop(EventLoop loop) {
        this.loop = loop;
        slots = new ReadyQueue();
    }

    /** For a loop that runs what is in the queue. */
    RunningLoop(EventLoop loop, ReadyQueue ready) {
        this.loop = loop;
        this.ready = ready;
        slots = ready;
    }

    /** What runs on the calling thread; null when no loop does. */
    public static @Nullable RunningLoop current() {
        RunningLoop last = entered;
        return last != null && last.isCurrent() ? last : CURRENT.get();
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
        entered = this;
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
        if (entered == this) {
            entered = null;
        }
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
        ready = null;
        Runnable last = onClose;
        onClose = () -> {};
        last.run();
    }

    /** A slot for a callback that brings its own context and is scheduled again and again, by {@link #callSoonReserved}. */
    public int reserve(Runnable callback) {
        return slots.reserve(callback);
    }

    /** The callback of a slot that is reserved. */
    public Runnable reserved(int slot) {
        return slots.reserved(slot);
    }

    /** All that have a slot, in no order. */
    public void forEachReserved(Consumer<? super Runnable> action) {
        slots.forEachReserved(action);
    }

    /** Gives back the slot of a callback that is not scheduled. */
    public void release(int slot) {
        slots.release(slot);
    }

    /**
     * As the loop's callSoon of the callback of the slot, which must not be scheduled already; cheaper. The caller is on the
     * right thread.
     *
     * @throws IllegalStateException when the loop is closed
     */
    public void callSoonReserved(int slot) {
        ReadyQueue queue = ready;
        if (queue != null) {
            queue.addReserved(slot);
        } else {
            loop.callSoon(slots.reserved(slot));
        }
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
        RunningLoop running = current();
        return running != null ? running.context : CONTEXT_OUTSIDE.get();
    }

    /** Sets {@link #currentContext()}. */
    public static void setCurrentContext(@Nullable Object context) {
        RunningLoop running = current();
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
        return carry(isCurrent() ? context : currentContext(), callback);
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
