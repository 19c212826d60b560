package dev.ikat;

import org.jspecify.annotations.Nullable;

/** The cancellations of a task: how many were asked for and not taken back, and the message of the last. */
final class Cancellations {
    int count;

    @Nullable
    String message;

    /** What {@code MUST_CANCEL} of the task asks for was thrown once, and suppressed: closings go before it. Else means nothing. */
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

    /** Goes to the last of the tasks that await each other: a loop and no recursion, as such chains may be long. */
    static void ask(Strand<?> task, @Nullable String message) {
        Strand<?> asked = task;
        Strand<?> anchor = task;
        Strand<?> next = asked.forwardsTo();
        for (int hops = 1; next != null; hops++) {
            asked.cancellations = noted(asked.cancellations, message);
            asked.set(StrandState.FORWARDED);
            asked = next;
            if (asked == anchor) { // a circle; found as Brent does
                asked.endSoon();
                return;
            }
            anchor = Integer.bitCount(hops) == 1 ? asked : anchor;
            next = asked.forwardsTo();
        }
        asked.cancellations = noted(asked.cancellations, message);
        asked.forwardCancellation(message);
    }
}
