package dev.ikat;

/**
 * What holds of a task, as bits of one word: so one comparison says that a step has nothing to look after. The bits above
 * them are the number of its slot in the loop's table.
 */
final class StrandState {
    private static final int SLOT_SHIFT = 6;

    /** All that follow. */
    static final int ALL = (1 << SLOT_SHIFT) - 1;

    /** How many tasks a loop can have at a time: 67,108,864. */
    static final int MOST_TASKS = 1 << (Integer.SIZE - SLOT_SHIFT);

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

    /**
     * Of a task that has not begun.
     *
     * @throws IllegalStateException when the slot is not below {@link #MOST_TASKS}
     */
    static int of(int slot) {
        if (slot >= MOST_TASKS) {
            throw new IllegalStateException("a loop cannot have more than " + MOST_TASKS
                    + " tasks at a time; bound them with a Semaphore, a TaskGroup's limit or a Queue");
        }
        return slot << SLOT_SHIFT;
    }

    static int slot(int state) {
        return state >>> SLOT_SHIFT;
    }
}
