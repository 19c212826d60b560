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

        /** How many tasks may have it, 1 or more. */
        int tasks();

        /** One of them, in the order in which they became ready. */
        Task<?> task(int index);

        /** The tasks that are passed over get no turn for so many turns, this one counted, as long as others are ready. */
        void hold(int turns);
    }
}
