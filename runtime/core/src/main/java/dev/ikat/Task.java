package dev.ikat;

import dev.ikat.frame.Frame;
import dev.ikat.frame.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that runs on its own, and the promise of its result. Made by {@link Ikat#start}; the loop holds it until it
 * ends. All members are for the loop's thread.
 *
 * <pre>
 * READY (in the ready queue) --run--> RUNNING --await--> WAITING (waitingOn set) --woken--> READY
 *                                        '--ends--> done
 * cancel: WAITING forwards to what is awaited; else, or if that is done already, mustCancel is set and the next step
 * starts with a CancelledError.
 * </pre>
 */
public final class Task<T> extends Promise<T> implements Runnable {
    private final int number;
    private final @Nullable String name;

    /** What to resume: the coroutine itself at first, then the innermost frame; null: only a tail await is left. */
    private @Nullable Frame frame;

    private @Nullable Promise<?> waitingOn;
    private @Nullable String cancelMessage;
    private int cancelling;
    private boolean begun;
    private boolean scheduled;
    private boolean mustCancel;

    /** The cancellation went to what is awaited; a CancelledError from there is this task's own. */
    private boolean cancelForwarded;

    /** Links of the kernel's list of tasks. */
    @Nullable
    Task<?> previous;

    @Nullable
    Task<?> next;

    Task(Kernel kernel, Coroutine<T> coroutine, @Nullable String name) {
        super(kernel);
        this.frame = coroutine;
        this.name = name;
        this.number = kernel.register(this);
        schedule();
    }

    /** A task that is done, with the value; what an {@link Async} method that returns {@code Task} ends with. */
    public static <T> Task<T> of(T value) {
        return Ikat.start(Coroutine.of(value));
    }

    /** The name it was started with, else {@code Task-<number>}. */
    public String name() {
        return name != null ? name : "Task-" + number;
    }

    /** How many cancellations were asked for and not taken back by {@link #uncancel}. */
    public int cancelling() {
        return cancelling;
    }

    /** Takes one cancellation back; returns how many are left. The last one also withdraws a pending CancelledError. */
    public int uncancel() {
        if (cancelling > 0 && --cancelling == 0) {
            mustCancel = false;
        }
        return cancelling;
    }

    /**
     * Asks the task to end: its current await, or its next one, throws a {@link CancelledError} with the message. The
     * task may clean up with awaits of its own, or go on if it catches the error.
     *
     * @return false when it is done already
     */
    @Override
    public boolean cancel(@Nullable String message) {
        kernel.checkThread();
        if (isDone()) {
            return false;
        }
        cancelling++;
        cancelMessage = message;
        Promise<?> awaited = waitingOn;
        if (awaited != null && awaited.cancel(message)) {
            cancelForwarded = true;
        } else {
            mustCancel = true;
        }
        return true;
    }

    /** Where it is suspended: the innermost await first, then each method that awaits; empty while it runs. */
    public List<StackTraceElement> stack() {
        List<StackTraceElement> places = new ArrayList<>();
        for (Frame each = frame; each != null && !isDone(); each = each.parent) {
            StackTraceElement site = Site.of(each);
            if (site != null) {
                places.add(site);
            }
        }
        return places;
    }

    /** A task is completed by its coroutine only. */
    @Override
    public boolean tryComplete(T value) {
        throw new IllegalStateException(this + " is completed by its coroutine; use a Promise to complete it yourself");
    }

    /** A task is completed by its coroutine only. */
    @Override
    public boolean tryFail(Throwable error) {
        throw new IllegalStateException(this + " is completed by its coroutine; use a Promise to fail it yourself");
    }

    /** One step; for the loop. */
    @Override
    public void run() {
        if (!scheduled) {
            throw new IllegalStateException(this + " is run by its loop; await it instead");
        }
        scheduled = false;
        Object result = null;
        Throwable failure = null;
        kernel.enter(this);
        try {
            result = step();
        } catch (Throwable error) {
            failure = error;
        } finally {
            kernel.leave();
        }
        if (failure != null) {
            endWith(failure);
        } else if (result == Frame.SUSPENDED) {
            frame = kernel.takeLeafFrame();
        } else {
            end(result);
        }
    }

    void schedule() {
        assert !scheduled : "a task is in the ready queue once";
        scheduled = true;
        kernel.loop.callSoon(this);
    }

    /** The current await waits for a promise that is pending. */
    void waitFor(Promise<?> promise) {
        if (promise == this) {
            throw new IllegalStateException(this + " awaits itself, which would never end");
        }
        waitingOn = promise;
        promise.addCallback(this);
        if (mustCancel && promise.cancel(cancelMessage)) {
            mustCancel = false;
            cancelForwarded = true;
        }
    }

    /** Whether a cancellation was asked for that no await has thrown yet. */
    boolean hasPendingCancel() {
        return mustCancel;
    }

    private @Nullable Object step() throws Throwable {
        Object value = null;
        Throwable error = null;
        Promise<?> awaited = waitingOn;
        waitingOn = null;
        if (awaited != null) {
            try {
                value = awaited.get();
            } catch (Throwable thrown) {
                error = cancelForwarded && thrown instanceof CancelledError ? cancelled(thrown.getMessage()) : thrown;
            }
        }
        cancelForwarded = false;
        if (mustCancel) {
            mustCancel = false;
            if (awaited != null && error == null) {
                awaited.abandon();
            }
            error = error instanceof CancelledError ? error : cancelled(cancelMessage);
        }
        return begun ? kernel.resumeFrame(frame, value, error) : begin(error);
    }

    private @Nullable Object begin(@Nullable Throwable error) throws Throwable {
        begun = true;
        Coroutine<?> coroutine = (Coroutine<?>) Objects.requireNonNull(frame);
        if (error != null) {
            coroutine.close();
            throw error;
        }
        return coroutine.begin(kernel);
    }

    private CancelledError cancelled(@Nullable String message) {
        return new CancelledError(message, this);
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // T may be nullable
    private void end(@Nullable Object result) {
        forget();
        super.tryComplete((T) result);
    }

    private void endWith(Throwable error) {
        forget();
        if (error instanceof CancelledError) {
            settleCancelled(error.getMessage(), this);
        } else {
            super.tryFail(error);
            if (Kernel.isFatal(error)) {
                throw (VirtualMachineError) error;
            }
        }
    }

    private void forget() {
        frame = null;
        kernel.unregister(this);
    }

    @Override
    public String toString() {
        List<StackTraceElement> places = stack();
        return "task " + name() + " (" + state() + (places.isEmpty() ? "" : " at " + places.get(0)) + ")";
    }
}
