package dev.ikat.testkit;

import dev.ikat.Task;

/**
 * Chooses whose turn it is, turn by turn; made anew for each run. What it chose is the run's {@link Schedule}, which replays
 * it. See {@link Strategies} for those there are.
 */
@FunctionalInterface
public interface Strategy {
    /** How many of the ready tasks to pass over: 0 for production's order, at most {@code turn.tasks() - 1}. */
    int choose(Turn turn);

    /** A turn that is to be given to a task. */
    interface Turn {
        /** Its number, from 0. */
        int step();

        /** How many tasks are ready, 1 or more. Counting looks at the whole ready queue. */
        int tasks();

        /** One of them, in the order in which they became ready. */
        Task<?> task(int index);
    }
}
