package dev.ikat;

import org.jspecify.annotations.Nullable;

/**
 * What most tasks have nothing of, so that it is an object apart: a name that was given, where it was started, and its
 * cancellations.
 */
final class Particulars {
    /** For any thread. */
    final @Nullable String name;

    /** Where the task was started, where that is kept. */
    final @Nullable Origin origin;

    /** How many cancellations were asked for and not taken back. */
    int count;

    /** Of the last cancellation. */
    @Nullable
    String message;

    /** What {@code MUST_CANCEL} of the task asks for was thrown once, and suppressed: closings go before it. Else means nothing. */
    boolean owed;

    Particulars(@Nullable String name, @Nullable Origin origin) {
        this.name = name;
        this.origin = origin;
    }

    /** With one more; null is none so far. */
    static Particulars noted(@Nullable Particulars before, @Nullable String message) {
        Particulars all = before == null ? new Particulars(null, null) : before;
        all.count++;
        all.message = message;
        all.owed = false;
        return all;
    }

    /** With one at least, which is thrown again. */
    static Particulars again(@Nullable Particulars before, @Nullable String message) {
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
            asked.particulars = noted(asked.particulars, message);
            asked.set(StrandState.FORWARDED);
            asked = next;
            if (asked == anchor) { // a circle; found as Brent does
                asked.endSoon();
                return;
            }
            anchor = Integer.bitCount(hops) == 1 ? asked : anchor;
            next = asked.forwardsTo();
        }
        asked.particulars = noted(asked.particulars, message);
        asked.forwardCancellation(message);
    }
}
