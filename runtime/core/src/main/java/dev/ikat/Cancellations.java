package dev.ikat;

import org.jspecify.annotations.Nullable;

/** The cancellations of a task: how many were asked for and not taken back, and the message of the last. */
final class Cancellations {
    int count;

    @Nullable
    String message;

    /** What {@code mustCancel} of the task asks for was thrown once, and suppressed: closings go before it. Else means nothing. */
    boolean owed;

    /** With one more; null is none so far. */
    static Cancellations noted(@Nullable Cancellations before, @Nullable String message) {
        Cancellations all = before == null ? new Cancellations() : before;
        all.count++;
        all.message = message;
        all.owed = false;
        return all;
    }

    /** With one at least, which is thrown again. */
    static Cancellations again(@Nullable Cancellations before, @Nullable String message) {
        if (before == null || before.count == 0) {
            return noted(before, message);
        }
        before.message = message == null ? before.message : message;
        return before;
    }
}
