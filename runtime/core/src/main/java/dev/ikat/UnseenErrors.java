package dev.ikat;

import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.EventLoop;
import org.jspecify.annotations.Nullable;

/**
 * The errors of tasks and promises that nobody took, oldest first. They are reported as the loop closes, since until then
 * somebody may still ask, and early when too many pile up; not when the garbage collector finds them, which is when
 * asyncio does it: that may be late or never. Owned by the loop's thread.
 */
final class UnseenErrors {
    /** More than so many are reported early. */
    static final int MOST = 1_000;

    private final EventLoop loop;
    private @Nullable Failure oldest;
    private @Nullable Failure newest;
    private int size;
    private long listed;
    private boolean reducing;

    UnseenErrors(EventLoop loop) {
        this.loop = loop;
    }

    /**
     * Lists a failure of a promise that was settled just now. Those who await it run before it can be reported.
     */
    void add(Failure failure) {
        if (failure.error instanceof CancelledError || loop.isClosed()) {
            return;
        }
        Failure before = newest;
        failure.previous = before;
        if (before == null) {
            oldest = failure;
        } else {
            before.next = failure;
        }
        newest = failure;
        failure.listed = true;
        failure.number = ++listed;
        size++;
        reduceSoon();
    }

    private void reduceSoon() {
        if (size > MOST && !reducing) {
            reducing = true;
            long last = listed;
            loop.callSoon(() -> reduce(last));
        }
    }

    void remove(Failure failure) {
        assert failure.listed;
        Failure before = failure.previous;
        Failure after = failure.next;
        if (before == null) {
            oldest = after;
        } else {
            before.next = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.previous = before;
        }
        failure.previous = null;
        failure.next = null;
        failure.listed = false;
        size--;
    }

    /** Those who await what came up to the last have run by now; what came later has to wait. */
    private void reduce(long last) {
        reducing = false;
        reportUntil(MOST, last);
        reduceSoon();
    }

    /** Reports all there are, once. */
    void reportAll() {
        reportUntil(0, listed);
    }

    private void reportUntil(int left, long last) {
        for (Failure failure = oldest; failure != null && size > left && failure.number <= last; failure = oldest) {
            remove(failure);
            report(failure);
        }
    }

    private void report(Failure failure) {
        String owner = failure.promise instanceof Task<?> task ? "task " + task.name() : "a promise";
        loop.callExceptionHandler(new ErrorContext(
                "the error of " + owner + " was never retrieved: nobody awaited it, or called result() or exception()",
                failure.error,
                failure.promise));
    }
}
