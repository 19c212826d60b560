package dev.ikat;

import static dev.ikat.StrandState.BEGUN;
import static dev.ikat.StrandState.FORWARDED;
import static dev.ikat.StrandState.LINKED;
import static dev.ikat.StrandState.MUST_CANCEL;
import static dev.ikat.StrandState.POSTPONED;
import static dev.ikat.StrandState.SCHEDULED;

import dev.ikat.frame.Frame;
import dev.ikat.frame.Trampoline;
import dev.ikat.loop.ContextCarrier;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a task is inside: the chain of frames of its coroutine, the trampoline that runs them, and the callback that the
 * loop calls for each step. One object, owned by the loop's thread.
 *
 * <pre>
 * READY (in the ready queue) --run--> RUNNING --await--> WAITING (waitingOn set) --woken--> READY
 *                                        '--ends--> done
 * cancel: WAITING forwards to what is awaited; else, or if that is done already, MUST_CANCEL is set and the next step
 * starts with a CancelledError; a task that returns instead of taking it is cancelled all the same.
 * </pre>
 */
final class Strand<T> extends Task<T> implements Runnable, Trampoline, ContextCarrier {
    static final String NOTHING_TO_START = "start(null): there is nothing to start; an @Async method returns"
            + " done(x), done() or another coroutine, never null";

    /** How many calls may nest on the JVM's stack: about 100 KiB of it when interpreted. */
    private static final int MOST_NESTED = 128;

    final int number;

    /** What to resume: the coroutine itself at first, then the innermost frame; null: only a tail await is left. */
    private @Nullable Frame leaf;

    /** The outermost frame linked by the suspension that travels outwards; means nothing while not {@code LINKED}. */
    private @Nullable Frame tail;

    private @Nullable Promise<?> waitingOn;

    /** Its {@link #context}, or the Particulars with that in them; null for most tasks. */
    @Nullable
    Object rest;

    /** Bits of {@link StrandState}, and its slot in the loop's table, while it is alive. */
    private int state;

    private Strand(Kernel kernel, Coroutine<T> coroutine, @Nullable String name, @Nullable Object context) {
        super(kernel);
        this.leaf = Objects.requireNonNull(coroutine, NOTHING_TO_START);
        this.number = kernel.nextNumber();
        Object own = kernel.contextForTask(context);
        boolean particular = name != null || kernel.keepsOrigins();
        this.rest = particular ? new Particulars(name, kernel.keepsOrigins() ? kernel.origin() : null, own) : own;
        this.state = kernel.register(this);
    }

    /** A task that takes its first step in its turn, with a copy of the context of now. */
    Strand(Kernel kernel, Coroutine<T> coroutine, @Nullable String name) {
        this(kernel, coroutine, name, kernel.context());
        schedule();
    }

    /** As usual, but in the context given, which it shares with whoever has it. */
    static <T> Strand<T> sharing(Kernel kernel, Coroutine<T> coroutine, @Nullable String name, Context context) {
        Strand<T> task = new Strand<>(kernel, coroutine, name, (Object) Objects.requireNonNull(context, "context"));
        task.schedule();
        return task;
    }

    /** The task whose step runs on this thread. */
    static Strand<?> current() {
        return (Strand<?>) Objects.requireNonNull(Kernel.current().currentTask());
    }

    /** Takes its first step at once, in place. */
    static <T> Strand<T> eager(Kernel kernel, Coroutine<T> coroutine, @Nullable String name) {
        Strand<T> task = new Strand<>(kernel, coroutine, name, kernel.context());
        task.set(SCHEDULED);
        kernel.apart(task);
        return task;
    }

    @Override
    public @Nullable Object carriedContext() {
        return Carried.bindings(context());
    }

    /** What context variables have: Bindings, a shared Context or Carried; null: nothing. */
    @Nullable
    Object context() {
        Object rest = this.rest;
        return rest instanceof Particulars known ? known.context : rest;
    }

    void setContext(@Nullable Object context) {
        if (rest instanceof Particulars known) {
            known.context = context;
        } else {
            rest = context;
        }
    }

    int slot() {
        return StrandState.slot(state);
    }

    @Override
    public String name() {
        return rest instanceof Particulars known && known.name != null ? known.name : "Task-" + number;
    }

    @Override
    public int cancelling() {
        return rest instanceof Particulars known ? known.count : 0;
    }

    @Override
    public int uncancel() {
        kernel.checkThread();
        if (rest instanceof Particulars known && known.count > 0 && --known.count == 0) {
            clear(MUST_CANCEL);
        }
        return cancelling();
    }

    @Override
    public boolean cancel(@Nullable String message) {
        kernel.checkThread();
        if (isDone()) {
            return false;
        }
        Particulars.ask(this, message);
        return true;
    }

    /** What it awaits is cancelled, or it gets the cancellation itself in its next step. */
    void forwardCancellation(@Nullable String message) {
        Promise<?> awaited = waitingOn;
        set(awaited != null && awaited.cancel(message) ? FORWARDED : MUST_CANCEL);
    }

    /**
     * A cancellation was thrown in this step and cannot go on: the next await throws it again, and the count stays as it was.
     *
     * @param message null: that of the last one
     */
    void cancelAgain(@Nullable String message) {
        assert kernel.currentTask() == this : "a task at a time takes steps";
        Particulars.again(this, message).owed |= !is(MUST_CANCEL);
        set(MUST_CANCEL);
    }

    boolean owesCancellation() {
        return is(MUST_CANCEL) && rest instanceof Particulars known && known.owed;
    }

    /** Takes back what {@link #cancelAgain} asked for; whether there was such. */
    boolean withholdCancellation() {
        boolean owes = owesCancellation();
        if (owes) {
            clear(MUST_CANCEL);
        }
        return owes;
    }

    /** The task that it awaits, which a cancellation goes to. */
    @Nullable
    Strand<?> forwardsTo() {
        return waitingOn instanceof Strand<?> awaited && !awaited.isDone() ? awaited : null;
    }

    /** Gives up its await, and gets the cancellation in its turn. */
    void endSoon() {
        Promise<?> awaited = Objects.requireNonNull(waitingOn);
        waitingOn = null;
        awaited.withdraw(this);
        clear(FORWARDED);
        set(MUST_CANCEL);
        schedule();
    }

    /** Ends it as if cancelled, but here and now. */
    void endNow() {
        if (is(SCHEDULED)) {
            throw new IllegalStateException(this + " is about to go on; cancel it instead");
        }
        Promise<?> awaited = Objects.requireNonNull(waitingOn);
        waitingOn = null;
        awaited.withdraw(this);
        set(MUST_CANCEL | SCHEDULED);
        kernel.apart(this);
    }

    @Override
    public List<StackTraceElement> stack() {
        kernel.checkThread();
        return AsyncTrace.places(waitingLeaf());
    }

    /** Where it waits; null while it does not. */
    @Nullable
    Frame waitingLeaf() {
        return isDone() || kernel.currentTask() == this ? null : leaf;
    }

    /** What was resumed in its step, or waits for one. */
    @Nullable
    Frame leaf() {
        return leaf;
    }

    /** One step; for the loop. */
    @Override
    public void run() {
        if (!is(SCHEDULED)) {
            throw new IllegalStateException(this + " is run by its loop; await it instead");
        }
        clear(SCHEDULED | LINKED);
        Object result = null;
        Throwable failure = null;
        kernel.enter(this);
        try {
            result = step();
        } catch (Throwable error) {
            failure = error;
            thrown(error);
        } finally {
            kernel.leave(this);
        }
        if (failure != null) {
            endWith(failure);
        } else if (result == Frame.SUSPENDED) {
            if (!is(LINKED)) {
                leaf = null;
            }
        } else {
            end(result);
        }
    }

    @Override
    public @Nullable Object begin(@Nullable Object awaitable) throws Throwable {
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

    @Override
    public Object suspend() {
        assert !is(LINKED) : "a step suspends once";
        return Frame.SUSPENDED;
    }

    /** Compares before it stores: a frame that waits again costs no write barrier. */
    @Override
    public void link(Frame frame) {
        if (is(LINKED)) {
            setParent(tail, frame);
        } else if (leaf != frame) {
            leaf = frame;
        }
        set(LINKED);
        if (tail != frame) {
            tail = frame;
        }
    }

    @Override
    public boolean descend() {
        return ++kernel.depth <= MOST_NESTED;
    }

    @Override
    public void ascend() {
        kernel.depth--;
    }

    @Override
    public void thrown(Throwable error) {
        if (kernel.isNewlyThrown(error)) {
            AsyncTrace.complete(error, leaf);
        }
    }

    /** An await that did not wait throws what the promise had failed with. */
    void arrivedAtOnce(Throwable error, Promise<?> awaited) {
        AsyncTrace.arrivedAtOnce(error, awaited, leaf);
        kernel.isNewlyThrown(error);
    }

    @Override
    Collection<? extends Promise<?>> waitsFor() {
        Promise<?> awaited = waitingOn;
        return awaited == null ? List.of() : List.of(awaited);
    }

    @Override
    String label() {
        return "task " + name();
    }

    @Override
    public void pop(@Nullable Frame parent) {
        leaf = parent;
    }

    @Override
    public void emit(@Nullable Object element) {
        kernel.emitted = element;
    }

    @Override
    public void emitAll(@Nullable Object source) {
        kernel.emitted = source;
        kernel.delegating = true;
    }

    @Override
    public Object postpone(Frame frame) {
        suspend();
        link(frame);
        set(POSTPONED);
        return Frame.SUSPENDED;
    }

    private static void setParent(@Nullable Frame child, Frame parent) {
        if (child != null && child.parent != parent) {
            child.parent = parent;
        }
    }

    void schedule() {
        assert !is(SCHEDULED) : "a task is in the ready queue once";
        set(SCHEDULED);
        kernel.schedule(this);
    }

    /** The current await waits for a promise that is pending. */
    void waitFor(Promise<?> promise) {
        if (promise == this) {
            throw new IllegalStateException(this + " awaits itself, which would never end");
        }
        waitingOn = promise;
        promise.addCallback(this);
        if (is(MUST_CANCEL) && promise.cancel(cancelMessage())) {
            clear(MUST_CANCEL);
            set(FORWARDED);
        }
    }

    private @Nullable String cancelMessage() {
        return rest instanceof Particulars known ? known.message : null;
    }

    /** Whether a cancellation was asked for that no await has thrown yet. */
    boolean hasPendingCancel() {
        return is(MUST_CANCEL);
    }

    private boolean is(int flag) {
        return (state & flag) != 0;
    }

    void set(int flags) {
        state |= flags;
    }

    private void clear(int flags) {
        state &= ~flags;
    }

    private @Nullable Object step() throws Throwable {
        kernel.depth = 0;
        boolean plain = (state & StrandState.ALL) == BEGUN && waitingOn == null;
        Object result = plain ? Trampoline.resume(this, leaf, null, null) : stepWithOutcome();
        while (is(POSTPONED)) {
            clear(POSTPONED | LINKED);
            kernel.depth = 0;
            result = Trampoline.resume(this, leaf, null, null);
        }
        return result;
    }

    /** The first step, or one that has an outcome or a cancellation to hand on. */
    private @Nullable Object stepWithOutcome() throws Throwable {
        Object value = null;
        Throwable error = null;
        Promise<?> awaited = waitingOn;
        if (awaited != null) {
            waitingOn = null;
            if (is(FORWARDED) && awaited.isCancelled()) {
                error = cancelled(awaited.cancellationMessage());
            } else {
                try {
                    value = is(MUST_CANCEL) ? awaited.get() : awaited.deliver();
                } catch (Throwable thrown) {
                    boolean own = is(FORWARDED) && thrown instanceof CancelledError;
                    error = own ? cancelled(thrown.getMessage()) : thrown;
                    if (!own) {
                        AsyncTrace.arrived(error, awaited, leaf);
                    }
                }
            }
        }
        clear(FORWARDED);
        if (is(MUST_CANCEL)) {
            clear(MUST_CANCEL);
            if (awaited != null && error == null) {
                awaited.abandon();
            }
            boolean own = error instanceof CancelledError cancelled && cancelled.source() == this;
            error = own ? error : cancelled(cancelMessage());
        }
        return is(BEGUN) ? Trampoline.resume(this, leaf, value, error) : beginCoroutine(error);
    }

    private @Nullable Object beginCoroutine(@Nullable Throwable error) throws Throwable {
        set(BEGUN);
        Coroutine<?> coroutine = (Coroutine<?>) Objects.requireNonNull(leaf);
        if (error != null) {
            coroutine.close();
            throw error;
        }
        return coroutine.begin(this);
    }

    private CancelledError cancelled(@Nullable String message) {
        return CancelledError.at(message, this, AsyncTrace.ofWaiting(leaf));
    }

    @SuppressWarnings({"unchecked", "NullAway"}) // T may be nullable
    private void end(@Nullable Object result) {
        forget();
        if (is(MUST_CANCEL)) {
            settleCancelled(cancelMessage(), this);
        } else {
            settle(result);
        }
    }

    private void endWith(Throwable error) {
        forget();
        if (error instanceof CancelledError) {
            settleCancelled(error.getMessage(), this);
        } else {
            settleFailed(error);
            if (Kernel.isFatal(error)) {
                markSeen();
                throw (VirtualMachineError) error;
            }
        }
    }

    private void forget() {
        leaf = null;
        tail = null;
        kernel.unregister(this);
    }

    @Override
    public List<StackTraceElement> startedAt() {
        return rest instanceof Particulars known && known.origin != null ? known.origin.stack() : List.of();
    }

    @Override
    public String toString() {
        List<StackTraceElement> places = AsyncTrace.places(waitingLeaf());
        List<StackTraceElement> started = startedAt();
        return "task " + name() + " (" + state() + (places.isEmpty() ? "" : " at " + places.get(0))
                + (started.isEmpty() ? "" : ", started at " + started.get(0)) + ")";
    }
}
