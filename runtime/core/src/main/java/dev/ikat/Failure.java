package dev.ikat;

import org.jspecify.annotations.Nullable;

/**
 * What a promise failed with, and whether anybody knows. A value of a promise costs nothing of this. While nobody has seen
 * the error it is linked into the {@link UnseenErrors} of its loop, so that seeing it takes it out in a short time, and
 * what was seen is not kept alive.
 *
 * <pre>
 * LISTED --await, result(), exception()--> SEEN
 *   |-----somebody takes charge-----> CLAIMED --seen--> SEEN
 *   '-----reported------------------> CLAIMED
 * </pre>
 *
 * <p>A cancellation, also as the error of a failure, is nothing to report: it is never listed.
 */
final class Failure {
    final Promise<?> promise;
    final Throwable error;
    private boolean seen;

    /** For the list: whether it is there, how many came before it, and the links. */
    boolean listed;

    long number;

    @Nullable
    Failure previous;

    @Nullable
    Failure next;

    Failure(Promise<?> promise, Throwable error) {
        this.promise = promise;
        this.error = error;
    }

    boolean isSeen() {
        return seen;
    }

    void see() {
        seen = true;
        claim();
    }

    /** Somebody will report it, or hand it on. */
    void claim() {
        if (listed) {
            promise.kernel.unseenErrors.remove(this);
        }
    }
}
