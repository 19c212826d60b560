package dev.ikat;

/** What holds of a task, as bits of one word: so one comparison says that a step has nothing to look after. */
final class StrandState {
    /** It has taken a step. */
    static final int BEGUN = 1;

    /** It stands in the ready queue. */
    static final int SCHEDULED = 2;

    /** A frame was linked since the primitive of this step suspended. */
    static final int LINKED = 4;

    /** The leaf does not wait: its first run was put off, to begin on an empty stack. */
    static final int POSTPONED = 8;

    /** The next step, or an await of this one, throws a CancelledError. */
    static final int MUST_CANCEL = 16;

    /** The cancellation went to what is awaited; a CancelledError from there is this task's own. */
    static final int FORWARDED = 32;

    private StrandState() {}
}
