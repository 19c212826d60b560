package dev.ikat;

import dev.ikat.frame.Frame;
import dev.ikat.frame.Trampoline;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.RunningLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What runs tasks on one loop: the trampoline with the task that runs now, and the list of those alive. It hangs on the
 * loop as its attachment; the loop does not know it. Owned by the loop's thread.
 */
final class Kernel extends Trampoline {
    final EventLoop loop;
    private final RunningLoop running;
    private @Nullable Task<?> current;
    private @Nullable Task<?> firstTask;
    private int taskNumber;

    private Kernel(RunningLoop running) {
        this.running = running;
        this.loop = running.loop();
    }

    /**
     * The kernel of the loop that runs on this thread.
     *
     * @throws IllegalStateException when none does
     */
    static Kernel current() {
        RunningLoop running = RunningLoop.current();
        if (running == null) {
            throw new IllegalStateException("no event loop runs on this thread ("
                    + Thread.currentThread().getName()
                    + "); call this inside Ikat.run(…), or reach the loop with callSoonThreadsafe");
        }
        return of(running);
    }

    private static Kernel of(RunningLoop running) {
        Kernel kernel = (Kernel) running.attachment();
        if (kernel == null) {
            kernel = new Kernel(running);
            running.attach(kernel);
        }
        return kernel;
    }

    /** Virtual machine errors but a stack overflow: never collected, never swallowed. */
    static boolean isFatal(Throwable error) {
        return error instanceof VirtualMachineError && !(error instanceof StackOverflowError);
    }

    @Override
    protected @Nullable Object begin(@Nullable Object awaitable) throws Throwable {
        if (awaitable instanceof Coroutine<?> coroutine) {
            return coroutine.begin(this);
        }
        if (awaitable instanceof Promise<?> promise) {
            return promise.await(this);
        }
        if (awaitable instanceof Awaitable<?> other) {
            return begin(other.coroutine());
        }
        if (awaitable instanceof CompletionStage<?> stage) {
            return Stages.await(stage, this);
        }
        throw new NullPointerException(
                "await(null): there is nothing to await; an @Async method returns done(x), done()"
                        + " or another coroutine, never null");
    }

    Task<?> currentTask() {
        Task<?> task = current;
        if (task == null) {
            throw new IllegalStateException("await outside a task: start(…) the coroutine instead");
        }
        return task;
    }

    @Nullable
    Task<?> currentTaskOrNull() {
        return current;
    }

    void enter(Task<?> task) {
        assert current == null : "steps do not nest";
        current = task;
    }

    void leave() {
        current = null;
    }

    @Nullable
    Object resumeFrame(@Nullable Frame frame, @Nullable Object value, @Nullable Throwable error) throws Throwable {
        return resume(frame, value, error);
    }

    @Nullable
    Frame takeLeafFrame() {
        return takeLeaf();
    }

    /** Adds a task to those alive and numbers it. */
    int register(Task<?> task) {
        Task<?> head = firstTask;
        task.next = head;
        if (head != null) {
            head.previous = task;
        }
        firstTask = task;
        return ++taskNumber;
    }

    void unregister(Task<?> task) {
        Task<?> before = task.previous;
        Task<?> after = task.next;
        if (before == null) {
            firstTask = after;
        } else {
            before.next = after;
        }
        if (after != null) {
            after.previous = before;
        }
        task.previous = null;
        task.next = null;
    }

    /** Those that have not ended, oldest first. */
    List<Task<?>> tasks() {
        List<Task<?>> tasks = new ArrayList<>();
        for (Task<?> task = firstTask; task != null; task = task.next) {
            tasks.add(0, task);
        }
        return tasks;
    }

    /** Promises and tasks are used on the loop's thread, or on any one thread while the loop does not run. */
    void checkThread() {
        if (RunningLoop.current() != running && loop.isRunning()) {
            throw new IllegalStateException("called from thread "
                    + Thread.currentThread().getName() + ", not from that of the loop; use loop.callSoonThreadsafe(…)");
        }
    }
}
