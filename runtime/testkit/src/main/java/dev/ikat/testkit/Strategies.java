package dev.ikat.testkit;

import dev.ikat.Task;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.WeakHashMap;
import org.jspecify.annotations.Nullable;

/** The ways to choose an order. */
public final class Strategies {
    private Strategies() {}

    /** Production's order. */
    public static Strategy fifo() {
        return turn -> 0;
    }

    /** The order of a schedule. */
    public static Strategy replay(Schedule schedule) {
        Iterator<Schedule.Deviation> deviations = schedule.deviations().iterator();
        return new Strategy() {
            private Schedule.@Nullable Deviation next = following();

            private Schedule.@Nullable Deviation following() {
                return deviations.hasNext() ? deviations.next() : null;
            }

            @Override
            public int choose(Turn turn) {
                while (next != null && next.step() < turn.step()) {
                    next = following();
                }
                if (next == null || next.step() != turn.step()) {
                    return 0;
                }
                turn.hold(next.turns());
                return Math.min(next.passed(), turn.tasks() - 1);
            }
        };
    }

    /** Any ready task, each as likely as the others, in every turn. */
    public static Strategy randomWalk(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return turn -> random.nextInt(turn.tasks());
    }

    /**
     * Production's order, but for few turns: each deviates with the probability. Errors that need long stretches in order are
     * found so and not by a walk.
     *
     * @param probability from 0 to 1
     */
    public static Strategy rareDeviations(long seed, double probability) {
        SplittableRandom random = new SplittableRandom(seed);
        return turn -> random.nextDouble() >= probability ? 0 : random.nextInt(turn.tasks());
    }

    /**
     * Tasks have priorities, drawn as each first appears; the highest goes first. At some turns, drawn before, the task whose turn it would
     * be gets the lowest. An error that needs {@code changes + 1} orderings to hold shows itself with a probability of at least
     * one in {@code tasks × turns^changes}. Source: Burckhardt, Kothari, Musuvathi, Nagarakatte, "A Randomized Scheduler with Probabilistic
     * Guarantees of Finding Bugs", ASPLOS 2010.
     *
     * @param changes how many priorities change, 0 or more
     * @param turns how many turns a run is expected to have
     */
    public static Strategy priorities(long seed, int changes, int turns) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Task<?>, Long> priorities = new WeakHashMap<>();
        Set<Integer> changing = new HashSet<>();
        for (int i = 0; i < changes; i++) {
            changing.add(random.nextInt(Math.max(1, turns)));
        }
        return new Strategy() {
            private long lowest = -1;

            @Override
            public int choose(Turn turn) {
                int best = best(turn);
                if (changing.contains(turn.step())) {
                    priorities.put(turn.task(best), lowest--);
                    best = best(turn);
                }
                return best;
            }

            private int best(Turn turn) {
                int best = 0;
                for (int i = 1; i < turn.tasks(); i++) {
                    if (priority(turn.task(i)) > priority(turn.task(best))) {
                        best = i;
                    }
                }
                return best;
            }

            private long priority(Task<?> task) {
                return priorities.computeIfAbsent(task, each -> random.nextLong() >>> 1);
            }
        };
    }
}
