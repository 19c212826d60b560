package dev.ikat.sync;

import static dev.ikat.Ikat.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.ikat.Async;
import dev.ikat.Coroutine;
import dev.ikat.Promise;
import dev.ikat.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Repeats a program of tasks that wait in turns: with nothing cancelled, with each task cancelled in each turn, so at each
 * of its suspensions and both before and after it is woken from it, and with random pairs of these cancellations.
 */
final class CancelledAnywhere {
    /** More than any of the programs takes; one that is not done then is stuck. */
    private static final int MOST_TURNS = 300;

    private static final int PAIRS = 200;

    /** The task of this number is cancelled in this turn. */
    record Cut(int task, int turn) {}

    /** One run. */
    interface Run {
        /** Runs the program with these cancellations, checks what came of it, and returns how many turns it took. */
        int with(List<Cut> cuts);
    }

    private CancelledAnywhere() {}

    static void repeat(int tasks, Random random, Run run) {
        int turns = run.with(List.of());
        List<Cut> cuts = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            for (int turn = 0; turn < Math.min(turns, 60); turn++) {
                cuts.add(new Cut(task, turn));
            }
        }
        assertThat(cuts).isNotEmpty();
        for (Cut cut : cuts) {
            run.with(List.of(cut));
        }
        for (int i = 0; i < PAIRS; i++) {
            run.with(List.of(cuts.get(random.nextInt(cuts.size())), cuts.get(random.nextInt(cuts.size()))));
        }
    }

    /** Lets the tasks run, and cancels as told, until all are done or stuck; how many turns that took. */
    @Async
    static Coroutine<Integer> drive(List<Task<Void>> tasks, List<Cut> cuts) {
        int turn = 0;
        while (turn < MOST_TURNS && !tasks.stream().allMatch(Promise::isDone)) {
            for (Cut cut : cuts) {
                if (cut.turn == turn) {
                    tasks.get(cut.task).cancel();
                }
            }
            await(yieldNow());
            turn++;
        }
        return done(turn);
    }

    /** Ends those that are stuck. */
    @Async
    static Coroutine<Void> cancelAll(List<Task<Void>> tasks) {
        tasks.forEach(Task::cancel);
        await(drive(tasks, List.of()));
        assertThat(tasks).as("ended by a cancellation").allMatch(Promise::isDone);
        return done();
    }
}
