package dev.ikat;

import dev.ikat.loop.ContextCarrier;
import dev.ikat.loop.RunningLoop;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A result that will be there later; asyncio's Future. It belongs to the loop on which it was made and is used on that
 * loop's thread only; from others go {@link #isDone}, {@link #isCancelled} and {@code toString}, whose answer may be old.
 * Callbacks run through the loop's ready queue, never inside {@code complete}.
 *
 * <p>An error that nobody takes, by awaiting it, {@link #result()} or {@link #exception()}, is reported to the loop's
 * exception handler when the loop closes, or earlier when a thousand pile up. A cancellation is not.
 *
 * <pre>
 * outcome:  PENDING --complete--> the value
 *              |-----fail------> Failure
 *              '----cancel-----> Cancellation
 * </pre>
 */
public class Promise<T> implements Awaitable<T> {
    private static final Object PENDING = new Object();

    private record Cancellation(
            @Nullable String message, @Nullable Task<?> source) {}

    /** A callback that was registered in a context. */
    private record InContext<T>(Consumer<? super Promise<T>> consumer, Object context) {}

    /** A callback in the ready queue: it runs in the context in which it was registered, whoever completes the promise. */
    private record Notice<T>(
            Promise<T> promise,
            Consumer<? super Promise<T>> consumer,
            @Nullable Object context) implements Runnable, ContextCarrier {
        @Override
        public void run() {
            if (context == null) {
                consumer.accept(promise);
                return;
            }
            RunningLoop.setCurrentContext(context);
            try {
                consumer.accept(promise);
            } finally {
                RunningLoop.setCurrentContext(null);
            }
        }

        @Override
        public @Nullable Object carriedContext() {
            return context;
        }

        @Override
        public String toString() {
            return "a callback of " + promise;
        }
    }

    final Kernel kernel;

    private @Nullable Object outcome = PENDING;

    /** Null, a Strand that waits, a Consumer, one InContext, or an ArrayList of these, in order of arrival. */
    private @Nullable Object callbacks;

    Promise(Kernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Gives it its value and wakes who awaits it.
     *
     * @throws InvalidStateException when it is done already
     * @throws IllegalStateException from another thread than the loop's
     */
    public void complete(T value) {
        if (!tryComplete(value)) {
            throw alreadyDone();
        }
    }

    /** As {@link #complete}, for an error. */
    public void fail(Throwable error) {
        if (!tryFail(error)) {
            throw alreadyDone();
        }
    }

    /** As {@link #complete}, but answers whether the promise was still pending. */
    public boolean tryComplete(T value) {
        return settle(value);
    }

    /** As {@link #fail}, but answers whether the promise was still pending. */
    public boolean tryFail(Throwable error) {
        return settleFailed(Objects.requireNonNull(error, "error"));
    }

    /**
     * As {@link #tryComplete}, from any thread: the value goes through the loop's inbox, behind what this thread handed over
     * before. A promise that is done by then keeps what it has.
     *
     * @return false when the loop is closed, so that nobody waits any more
     */
    public boolean completeThreadsafe(T value) {
        return handOver(() -> tryComplete(value));
    }

    /** As {@link #completeThreadsafe}, for an error. */
    public boolean failThreadsafe(Throwable error) {
        Objects.requireNonNull(error, "error");
        return handOver(() -> tryFail(error));
    }

    public final boolean cancel() {
        return cancel(null);
    }

    /**
     * Cancels it: whoever awaits it gets a {@link CancelledError}.
     *
     * @return whether it was still pending
     */
    public boolean cancel(@Nullable String message) {
        return settle(new Cancellation(message, null));
    }

    public final boolean isDone() {
        return outcome != PENDING;
    }

    public final boolean isCancelled() {
        return outcome instanceof Cancellation;
    }

    /**
     * The value; or throws what the promise failed with, the original instance, or a {@link CancelledError}.
     *
     * @throws InvalidStateException while it is pending
     */
    public final T result() {
        kernel.checkThread();
        try {
            return get();
        } catch (Throwable error) {
            throw Sneaky.raise(error);
        }
    }

    /**
     * What it failed with; null when it has a value.
     *
     * @throws InvalidStateException while it is pending
     * @throws CancelledError when it was cancelled
     */
    public final @Nullable Throwable exception() {
        kernel.checkThread();
        requireDone();
        if (outcome instanceof Cancellation cancellation) {
            throw cancelledError(cancellation);
        }
        markSeen();
        return failure();
    }

    /** What it failed with, looked at by nobody who would act on it; null otherwise. */
    final @Nullable Throwable failure() {
        return outcome instanceof Failure failure ? failure.error : null;
    }

    /** Somebody has taken care of the failure, if it is one. */
    final void markSeen() {
        if (outcome instanceof Failure failure) {
            failure.see();
        }
    }

    /** As {@link #markSeen}, but it still counts as unseen for who asks: somebody will report it, or hand it on. */
    final void claimFailure() {
        if (outcome instanceof Failure failure) {
            failure.claim();
        }
    }

    /** Whether it failed and nobody got the error. */
    final boolean failedUnseen() {
        return outcome instanceof Failure failure && !failure.isSeen();
    }

    /** Whether it failed, nobody got the error, and nobody will. */
    final boolean failedUnclaimed() {
        return outcome instanceof Failure failure && failure.listed;
    }

    /** The error that awaiting it throws now that it is cancelled. */
    final CancelledError cancellation() {
        assert isCancelled();
        return cancelledError((Cancellation) Objects.requireNonNull(outcome));
    }

    /** What was said when it was cancelled. */
    final @Nullable String cancellationMessage() {
        return ((Cancellation) Objects.requireNonNull(outcome)).message;
    }

    /** Calls back through the ready queue once the promise is done, at once when it is done already. */
    public final void onDone(Consumer<? super Promise<T>> callback) {
        kernel.checkThread();
        Objects.requireNonNull(callback, "callback");
        Object context = RunningLoop.currentContext();
        addCallback(context == null ? callback : new InContext<>(callback, context));
    }

    /** Withdraws every registration of the callback that has not been scheduled yet; answers whether there was one. */
    public final boolean removeCallback(Consumer<? super Promise<T>> callback) {
        kernel.checkThread();
        return removeCallbackObject(callback);
    }

    /** A future for code that is not ours, done when this is; cancelling it cancels this, from any thread. */
    public final CompletableFuture<T> toCompletableFuture() {
        return Stages.toFuture(this);
    }

    @Override
    public final Coroutine<T> coroutine() {
        return Coroutine.defer(() -> this);
    }

    /** An await by a task: the value at once, or suspended with the task to be woken. */
    final @Nullable Object await(Strand<?> task) throws Throwable {
        if (outcome != PENDING) {
            return outcomeFor(task);
        }
        if (task.kernel != kernel) {
            throw new IllegalStateException(this + " belongs to another loop than the task that awaits it");
        }
        task.waitFor(this);
        return task.suspend();
    }

    private @Nullable Object outcomeFor(Strand<?> task) throws Throwable {
        try {
            return deliver();
        } catch (Throwable error) {
            task.arrivedAtOnce(error, this);
            throw error;
        }
    }

    /** What it is that this one's end depends on, where that is known. */
    Collection<? extends Promise<?>> waitsFor() {
        return List.of();
    }

    /** For stack traces: what an await of it waited for. */
    String label() {
        return "promise";
    }

    /** A task gives up waiting for it. */
    void withdraw(Strand<?> task) {
        removeCallbackObject(task);
    }

    /** What the await of a task that goes on returns. */
    @Nullable
    Object deliver() throws Throwable {
        return get();
    }

    /** The task of an await is cancelled: a value that was handed over already reaches nobody. */
    void abandon() {
        // a plain promise keeps its value for others
    }

    /** Runs it on the loop's thread; false when the loop is closed. From any thread. */
    final boolean handOver(Runnable callback) {
        try {
            kernel.loop.callSoonThreadsafe(callback);
            return true;
        } catch (IllegalStateException closed) {
            return false;
        }
    }

    final void addCallback(Object callback) {
        if (outcome != PENDING) {
            schedule(callback);
        } else if (callbacks == null) {
            callbacks = callback;
        } else {
            callbackList().add(callback);
        }
    }

    /** Ends as the other one, which is done, has ended; its error counts as seen. */
    final boolean settleAs(Promise<? extends T> other) {
        assert other.isDone();
        other.markSeen();
        return other.outcome instanceof Failure failure ? settleFailed(failure.error) : settle(other.outcome);
    }

    final boolean settleCancelled(@Nullable String message, @Nullable Task<?> source) {
        return settle(new Cancellation(message, source));
    }

    final boolean settleFailed(Throwable error) {
        Failure failure = new Failure(this, error);
        boolean first = settle(failure);
        if (first) {
            kernel.unseenErrors.add(failure);
        }
        return first;
    }

    final boolean settle(@Nullable Object result) {
        kernel.checkThread();
        if (outcome != PENDING) {
            return false;
        }
        outcome = result;
        Object waiting = callbacks;
        callbacks = null;
        if (waiting instanceof ArrayList<?> list) {
            list.forEach(this::schedule);
        } else if (waiting != null) {
            schedule(waiting);
        }
        return true;
    }

    @SuppressWarnings("unchecked")
    private void schedule(Object callback) {
        if (callback instanceof Strand<?> task) {
            task.schedule();
        } else {
            boolean has = callback instanceof InContext<?>;
            Object context = has ? ((InContext<T>) callback).context : null;
            Consumer<? super Promise<T>> consumer =
                    has ? ((InContext<T>) callback).consumer : (Consumer<Promise<T>>) callback;
            kernel.loop.callSoon(new Notice<>(this, consumer, context));
        }
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // T may be nullable
    final T get() throws Throwable {
        requireDone();
        if (outcome instanceof Failure failure) {
            failure.see();
            throw failure.error;
        }
        if (outcome instanceof Cancellation cancellation) {
            throw cancelledError(cancellation);
        }
        return (T) outcome;
    }

    private static CancelledError cancelledError(Cancellation cancellation) {
        return new CancelledError(cancellation.message, cancellation.source);
    }

    private void requireDone() {
        if (outcome == PENDING) {
            throw new InvalidStateException(this + " is not done yet; await it");
        }
    }

    private InvalidStateException alreadyDone() {
        return new InvalidStateException(this + " is done already; use tryComplete or tryFail where that may be");
    }

    private boolean removeCallbackObject(Object callback) {
        if (callbacks instanceof ArrayList<?> list) {
            return list.removeIf(each -> isFor(each, callback));
        }
        boolean present = isFor(callbacks, callback);
        if (present) {
            callbacks = null;
        }
        return present;
    }

    private static boolean isFor(@Nullable Object registered, Object callback) {
        return callback.equals(registered instanceof InContext<?> carrying ? carrying.consumer : registered);
    }

    @SuppressWarnings("unchecked")
    private List<Object> callbackList() {
        if (callbacks instanceof ArrayList<?> list) {
            return (List<Object>) list;
        }
        List<Object> list = new ArrayList<>();
        list.add(callbacks);
        callbacks = list;
        return list;
    }

    final String state() {
        if (outcome == PENDING) {
            return "pending";
        }
        return isCancelled() ? "cancelled" : outcome instanceof Failure failure ? "failed: " + failure.error : "done";
    }

    @Override
    public String toString() {
        return "promise (" + state() + ")";
    }
}
