package dev.ikat;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A call on another thread, and the promise of its result. The call is a {@link FutureTask}, whose states are safe from any
 * thread; the promise is the loop's. The result crosses by the loop's inbox, once, when the call has ended or was passed over.
 *
 * <pre>
 * promise   PENDING ------------------cancel-----------------> CANCELLED
 *              |                          | the call is interrupted, or never begins
 * call      QUEUED --run--> RUNNING --ends--> arrive() on the loop's thread: the promise takes the outcome, if it waits yet
 * </pre>
 */
final class ThreadJob<T> extends Promise<T> implements Runnable {
    private final FutureTask<T> call;
    private final @Nullable Threads owner;

    /** Where it runs; for messages. */
    private volatile @Nullable Thread thread;

    ThreadJob(Kernel kernel, Callable<T> call, @Nullable Threads owner) {
        super(kernel);
        this.call = new FutureTask<>(carryingContext(call));
        this.owner = owner;
    }

    /** The one place where what belongs to the calling code is captured, and set around the call on the other thread. */
    private static <T> Callable<T> carryingContext(Callable<T> call) {
        Context context = Context.copy();
        if (ThreadContext.Registration.isEmpty()) {
            return () -> context.call(call);
        }
        Carried threadBound = new Carried(null);
        return () -> {
            threadBound.enter();
            try {
                return context.call(call);
            } finally {
                threadBound.leave();
            }
        };
    }

    /** On the other thread. */
    @Override
    public void run() {
        thread = Thread.currentThread();
        call.run();
        if (call.isCancelled()) {
            Thread.interrupted(); // an interrupt that came too late is not for what runs here next
        }
        thread = null;
        handOver(this::arrive);
    }

    @Override
    public boolean cancel(@Nullable String message) {
        boolean pending = super.cancel(message);
        if (pending) {
            call.cancel(true);
        }
        return pending;
    }

    private void arrive() {
        take();
        if (owner != null) {
            owner.ended(this);
        }
    }

    private void take() {
        try {
            tryComplete(call.get());
        } catch (ExecutionException failed) {
            tryFail(Objects.requireNonNull(failed.getCause()));
        } catch (CancellationException | InterruptedException passedOver) {
            assert isDone() : "only the promise cancels the call, and an ended call does not wait";
        }
    }

    @Override
    public String toString() {
        Thread where = thread;
        return "call on " + (where == null ? "another thread" : "the thread " + where.getName()) + " (" + state() + ")";
    }
}
