package dev.ikat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A wait for the tasks of a group that no cancellation ends early: the tasks are cancelled instead, and the cancellation is
 * kept for when they have ended.
 */
abstract class GroupExit<T> extends StateMachine<T> {
    /** The first cancellation during the wait. */
    @Nullable
    Throwable cancellation;

    abstract TaskGroup group();

    /** No task is left. */
    abstract T end(Strand<?> current) throws Throwable;

    /** The first step. */
    abstract T begun() throws Throwable;

    /** Whether a cancellation of the waiting task is the group's own doing. */
    boolean isOwn(Throwable cancelled) {
        return false;
    }

    final T leave() throws Throwable {
        return group().isEmpty() ? end(Strand.current()) : await(group().untilEmpty());
    }

    @Override
    protected T step(@Nullable Object value, @Nullable Throwable error) throws Throwable {
        if (awaited() == null) {
            return begun();
        }
        if (error != null && !isOwn(error)) {
            cancellation = cancellation == null ? error : cancellation;
            group().abort(error.getMessage());
        }
        return leave();
    }

    /** The next await throws the cancellation. */
    final void cancelAgain(Strand<?> current) {
        current.cancelAgain(cancellation == null ? null : cancellation.getMessage());
    }

    /** What a group throws: a fatal error bare, else all of them together. */
    static Throwable together(List<Throwable> failures) {
        for (Throwable each : failures) {
            if (Kernel.isFatal(each)) {
                return each;
            }
        }
        String what = failures.size() == 1 ? "a failure" : failures.size() + " failures";
        return new ExceptionGroup(what + " in a task group", failures);
    }
}
