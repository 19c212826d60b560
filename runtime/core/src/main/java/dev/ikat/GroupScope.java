package dev.ikat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code taskGroup(group -> …)}: runs the body in the current task, then waits for the group's tasks. The first failure of
 * one cancels the current task, so that the body ends, and takes that cancellation back. Failures go before cancellations:
 * a cancellation that somebody else asked for meanwhile is asked for again, so that it is not lost.
 */
final class GroupScope<T> extends GroupExit<T> {
    private static final String INTERRUPTION = "a task of its group failed";

    private final AsyncFunction<? super TaskGroup, T> function;
    private final @Nullable Gate gate;
    private @Nullable TaskGroup group;
    private @Nullable Strand<?> parent;
    private @Nullable T result;
    private @Nullable Throwable failure;

    /** How many cancellations of the task were asked for before the group existed, and were thrown. */
    private int cancellationsBefore;

    /** The body runs, or waits. */
    private boolean inBody;

    /** The group has cancelled the task, because of a failure. */
    private boolean interrupted;

    GroupScope(AsyncFunction<? super TaskGroup, T> function, @Nullable Gate gate) {
        this.function = function;
        this.gate = gate;
    }

    @Override
    TaskGroup group() {
        assert group != null;
        return group;
    }

    @Override
    T begun() throws Throwable {
        Strand<?> current = Strand.current();
        TaskGroup opened = new TaskGroup(gate, this, false, null);
        group = opened;
        parent = current;
        cancellationsBefore = current.cancelling() - (current.hasPendingCancel() ? 1 : 0);
        Coroutine<T> body;
        try {
            body = function.apply(opened);
        } catch (Throwable error) {
            return bodyEnded(null, error);
        }
        inBody = true;
        return await(body);
    }

    @Override
    protected T step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        return inBody ? bodyEnded(value, error) : super.step(value, error);
    }

    @SuppressWarnings("unchecked")
    private T bodyEnded(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        inBody = false;
        result = (T) value;
        failure = error;
        group().leave();
        if (error != null) {
            boolean cancelled = error instanceof CancelledError;
            cancellation = cancelled && !isOwn(error) ? error : null;
            group().abort(cancelled ? error.getMessage() : "the body of its group failed");
        }
        return leave();
    }

    /** A task has failed, the first one. */
    void interrupt() {
        if (!interrupted && parent != null) {
            interrupted = true;
            parent.cancel(INTERRUPTION);
        }
    }

    @Override
    boolean isOwn(Throwable cancelled) {
        return interrupted && INTERRUPTION.equals(cancelled.getMessage());
    }

    @Override
    @SuppressWarnings("NullAway") // T may be nullable
    T end(Strand<?> current) throws Throwable {
        int left = interrupted ? current.uncancel() : current.cancelling();
        List<Throwable> failures = group().takeFailures(true);
        Throwable own = failure;
        if (own != null && !(own instanceof CancelledError) && failures.stream().noneMatch(each -> each == own)) {
            failures.add(own);
        }
        if (!failures.isEmpty()) {
            if (left > cancellationsBefore) {
                cancelAgain(current);
            }
            throw together(failures);
        }
        if (own != null) {
            throw own;
        }
        if (cancellation != null) {
            throw cancellation;
        }
        return result;
    }
}
