package dev.ikat.loop;

/**
 * Chooses which of the ready callbacks runs next. Production runs them first in first out; a simulation tries other orders.
 * On the loop's thread.
 */
@FunctionalInterface
public interface Order {
    /**
     * The index of the one to run, the oldest being 0; there is at least one. It may schedule callbacks, before it looks; what
     * it throws ends the run of the loop.
     */
    int next(Ready ready);

    /** The callbacks that can run, the oldest first: tasks, and what was given to the loop; some are wrapped. */
    interface Ready {
        int size();

        /**
         * The one at the index.
         *
         * @throws IndexOutOfBoundsException when there is none
         */
        Runnable get(int index);
    }
}
