package dev.ikat;

import dev.ikat.frame.Frame;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.RunningLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of one loop: the one that runs now, and those alive. It hangs on the
 * loop as its attachment; the loop does not know it. Owned by the loop's thread.
 */
final class Kernel {
    final EventLoop loop;
    final UnseenErrors unseenErrors;
    private static final int NO_SLOT = -1;

    private final RunningLoop running;

    /** Of the task whose step runs; a number, since a reference stored at each step would cost a garbage collector's barrier. */
    private int currentSlot = NO_SLOT;

    /** How many calls nest on the JVM's stack in the step that runs. */
    int depth;

    private int taskNumber;
    private @Nullable Threads threads;

    /** On its way from the body of an asynchronous generator to who asked; and whether it is a source of all the next. */
    @Nullable
    Object emitted;

    boolean delegating;

    /** The asynchronous generators that have begun and not ended. */
    final OpenGenerators generators = new OpenGenerators();

    private boolean debug;

    /** Whether tasks know where they were started; so they do in debug mode. */
    private boolean origins;

    /** Whether a {@link CancelledError} is being made whose trace is known already. */
    boolean knowsLines;

    /** The exception whose trace was completed in this step. */
    private @Nullable Throwable traced;

    private Kernel(RunningLoop running) {
        this.running = running;
        this.loop = running.loop();
        this.unseenErrors = new UnseenErrors(loop);
        if (Debug.BY_PROPERTY) {
            setDebug(true, Debug.SLOW_CALLBACK);
        }
    }

    /**
     * The kernel of the loop that runs on this thread.
     *
     * @throws IllegalStateException when none does
     */
    static Kernel current() {
        Kernel kernel = currentOrNull();
        if (kernel == null) {
            throw new IllegalStateException("no event loop runs on this thread ("
                    + Thread.currentThread().getName()
                    + "); call this inside Ikat.run(…), or reach the loop with callSoonThreadsafe");
        }
        return kernel;
    }

    static @Nullable Kernel currentOrNull() {
        RunningLoop running = RunningLoop.current();
        return running == null ? null : of(running);
    }

    private static Kernel of(RunningLoop running) {
        Kernel kernel = (Kernel) running.attachment();
        if (kernel == null) {
            kernel = new Kernel(running);
            running.attach(kernel, kernel::close);
        }
        return kernel;
    }

    boolean isDebug() {
        return debug;
    }

    void setDebug(boolean on, Duration slowCallback) {
        debug = on;
        origins = on;
        loop.setSlowCallback(on ? slowCallback : null);
    }

    boolean keepsOrigins() {
        return origins;
    }

    /** Of a task that is being started. */
    Origin origin() {
        return debug ? Origin.here() : Origin.near();
    }

    void keepOrigins() {
        origins = true;
    }

    /** The loop closes: reports what nobody has seen; what was reported is not reported again. */
    void close() {
        unseenErrors.reportAll();
        if (Debug.on) {
            NeverAwaited.loopCloses(this);
        }
    }

    /** Virtual machine errors but a stack overflow: never collected, never swallowed. */
    static boolean isFatal(Throwable error) {
        return error instanceof VirtualMachineError && !(error instanceof StackOverflowError);
    }

    /** Where the blocking calls of its tasks run. */
    Threads threads() {
        Threads present = threads;
        if (present == null) {
            present = new Threads(this);
            threads = present;
        }
        return present;
    }

    @Nullable
    Task<?> currentTask() {
        return currentSlot == NO_SLOT ? null : (Strand<?>) running.reserved(currentSlot);
    }

    void enter(Strand<?> task) {
        assert currentSlot == NO_SLOT : "steps do not nest";
        currentSlot = task.slot();
        Object context = task.context();
        if (context != null) {
            Object opened = open(context);
            if (opened != null) {
                running.setContext(opened);
            }
        }
    }

    void leave(Strand<?> task) {
        currentSlot = NO_SLOT;
        if (traced != null) {
            traced = null;
        }
        Object now = running.context();
        if (now != null) {
            running.setContext(null);
        }
        Object before = task.context();
        if (now != before) {
            Object after = close(before, now);
            if (after != before) {
                task.setContext(after);
            }
        }
    }

    private static @Nullable Object open(@Nullable Object context) {
        if (context instanceof Carried carried) {
            carried.enter();
            return open(carried.context);
        }
        return context instanceof Context shared ? shared.bindings : context;
    }

    private static @Nullable Object close(@Nullable Object context, @Nullable Object now) {
        if (context instanceof Carried carried) {
            carried.context = close(carried.context, now);
            carried.leave();
            return carried;
        }
        if (context instanceof Context shared) {
            if (shared.bindings != now) {
                shared.bindings = (Bindings) now;
            }
            return shared;
        }
        return now;
    }

    /** What a task that is started now begins with. */
    @Nullable
    Object contextForTask(@Nullable Object context) {
        return ThreadContext.Registration.isEmpty() ? context : new Carried(context);
    }

    /** The context of the code that runs now. */
    @Nullable
    Object context() {
        return running.context();
    }

    /** Whether the exception is another one than the last that this step asked about. */
    boolean isNewlyThrown(Throwable error) {
        boolean isNew = traced != error;
        traced = error;
        return isNew;
    }

    /** Runs code outside of the current step and its context: a first step in place. */
    void apart(Runnable code) {
        int slot = currentSlot;
        Object context = running.context();
        currentSlot = NO_SLOT;
        running.setContext(null);
        try {
            code.run();
        } finally {
            currentSlot = slot;
            running.setContext(context);
        }
    }

    /** Adds a task to those alive: its state, with its slot, by which it is scheduled. */
    int register(Strand<?> task) {
        int slot = running.reserve(task);
        try {
            return StrandState.of(slot);
        } catch (IllegalStateException tooMany) {
            running.release(slot);
            throw tooMany;
        }
    }

    /** Of the next task. */
    int nextNumber() {
        return ++taskNumber;
    }

    /** The task has ended, and is not scheduled. */
    void unregister(Strand<?> task) {
        running.release(task.slot());
    }

    /** To the end of the ready queue. */
    void schedule(Strand<?> task) {
        running.callSoonReserved(task.slot());
    }

    /** The task of the loop on this thread that is suspended in the frame; null when none is. */
    static @Nullable Strand<?> taskWaitingIn(Frame frame) {
        RunningLoop running = RunningLoop.current();
        if (running == null) {
            return null;
        }
        for (Strand<?> task : of(running).strands()) {
            if (isCaller(frame, task.waitingLeaf())) {
                return task;
            }
        }
        return null;
    }

    /** Whether the frame is that one, or one that awaits it. */
    private static boolean isCaller(Frame frame, @Nullable Frame innermost) {
        for (Frame each = innermost; each != null; each = each.parent) {
            if (each == frame) {
                return true;
            }
        }
        return false;
    }

    /** Those that have not ended, oldest first. */
    List<Task<?>> tasks() {
        return new ArrayList<>(strands());
    }

    private List<Strand<?>> strands() {
        List<Strand<?>> strands = new ArrayList<>();
        running.forEachReserved(each -> {
            if (each instanceof Strand<?> task) {
                strands.add(task);
            }
        });
        strands.sort(Comparator.comparingInt(task -> task.number));
        return strands;
    }

    /** Whether its loop runs on this thread. */
    boolean isCurrent() {
        return running.isCurrent();
    }

    /** Promises and tasks are used on the loop's thread, or on any one thread while the loop does not run. */
    void checkThread() {
        if (!running.isCurrent() && loop.isRunning()) {
            throw new IllegalStateException("called from thread "
                    + Thread.currentThread().getName() + ", not from that of the loop; use loop.callSoonThreadsafe(…)");
        }
    }
}
