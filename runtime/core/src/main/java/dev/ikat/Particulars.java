package dev.ikat;

import org.jspecify.annotations.Nullable;

/**
 * What most tasks have nothing of, so that it is an object apart: a name that was given, where it was started, and its
 * cancellations. Where there is one it has the task's context, too, whose place in the task it takes.
 */
final class Particulars {
    /** For any thread. */
    final @Nullable String name;

    /** Where the task was started, where that is kept. */
    final @Nullable Origin origin;

    /** See {@link Strand#context}. */
    @Nullable
    Object context;

    /** How many cancellations were asked for and not taken back. */
    int count;

    /** Of the last cancellation. */
    @Nullable
    String message;

    /** What {@code MUST_CANCEL} of the task asks for was thrown once, and suppressed: closings go before it. Else means nothing. */
    boolean owed;

    Particulars(@Nullable String name, @Nullable Origin origin, @Nullable Object context) {
        this.name = name;
        this.origin = origin;
        this.context = context;
    }

    /** Those of the task, which gets them if it has none. */
    private static Particulars of(Strand<?> task) {
        if (task.rest instanceof Particulars known) {
            return known;
        }
        Particulars made = new Particulars(null, null, task.context());
        task.rest = made;
        return made;
    }

    /** With one cancellation more. */
    private static Particulars noted(Strand<?> task, @Nullable String message) {
        Particulars all = of(task);
        all.count++;
        all.message = message;
        all.owed = false;
        return all;
    }

    /** With one at least, which is thrown again. */
    static Particulars again(Strand<?> task, @Nullable String message) {
        Particulars all = of(task);
        if (all.count == 0) {
            return noted(task, message);
        }
        all.message = message == null ? all.message : message;
        return all;
    }

    /** Goes to the last of the tasks that await each other: a loop and no recursion, as such chains may be long. */
    static void ask(Strand<?> task, @Nullable String message) {
        Strand<?> asked = task;
        Strand<?> anchor = task;
        Strand<?> next = asked.forwardsTo();
        for (int hops = 1; next != null; hops++) {
            noted(asked, message);
            asked.set(StrandState.FORWARDED);
            asked = next;
            if (asked == anchor) { // a circle; found as Brent does
                asked.endSoon();
                return;
            }
            anchor = Integer.bitCount(hops) == 1 ? asked : anchor;
            next = asked.forwardsTo();
        }
        noted(asked, message);
        asked.forwardCancellation(message);
    }
}
