package dev.ikat.testkit;

import dev.ikat.Task;
import dev.ikat.loop.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives tasks their turns as a strategy has it, and writes down what it chose. All that is not a task runs when it is the oldest:
 * wake-ups, timers and callbacks keep their order among each other. Tasks that are held back are as if they were not ready, as
 * long as anything else is.
 */
final class Turns implements Strategy.Turn {
    private static final long HASH_FACTOR = 0x100000001b3L;

    private final Strategy strategy;
    private final Runnable between;
    private final boolean tells;
    private final List<Schedule.Deviation> deviations = new ArrayList<>();
    private final List<String> story = new ArrayList<>();

    /** Where the tasks stand in the ready queue that may have this turn: the first ones, as far as was looked for them. */
    private int[] places = new int[16];

    private int found;
    private int lookedAt;

    private final List<Held> held = new ArrayList<>();
    private Order.Ready ready = new NothingReady();
    private int step;
    private int turnsHeld;
    private boolean over;

    /** The host whose turn it is; null where there is one only, for the story. */
    private @Nullable String host;

    private long hash = HASH_FACTOR;

    /** A task that gets no turn before that step. */
    private record Held(Task<?> task, int untilStep) {}

    /** Calls {@code between} before each callback. It tells its story where asked to, which costs. */
    Turns(Strategy strategy, boolean tells, Runnable between) {
        this.strategy = strategy;
        this.tells = tells;
        this.between = between;
    }

    /** Whose turn it is on the host; see {@link Order#next}. */
    int next(Order.Ready now, @Nullable String hostName) {
        if (over) {
            return 0;
        }
        host = hostName;
        between.run();
        ready = now;
        if (!held.isEmpty()) {
            held.removeIf(each -> each.untilStep <= step);
        }
        int oldest = oldest();
        found = 0;
        lookedAt = oldest;
        return now.get(oldest) instanceof Task ? turn() : oldest;
    }

    /** From now on production's order, which is not written down. */
    void end() {
        over = true;
    }

    /** Of those that are not held back; where all are, of all. */
    private int oldest() {
        if (held.isEmpty()) {
            return 0;
        }
        for (int i = 0; i < ready.size(); i++) {
            if (!isHeld(ready.get(i))) {
                return i;
            }
        }
        held.clear();
        return 0;
    }

    private boolean isHeld(Runnable callback) {
        for (Held each : held) {
            if (each.task == callback) {
                return true;
            }
        }
        return false;
    }

    private int turn() {
        turnsHeld = 1;
        int passed = find(2) ? strategy.choose(this) : 0;
        Task<?> task = task(passed);
        if (passed > 0) {
            deviate(passed);
        }
        hash = (hash ^ task.name().hashCode() ^ (host == null ? 0 : 31 * host.hashCode())) * HASH_FACTOR;
        step++;
        return places[passed];
    }

    /** Whether there are so many tasks that may have this turn. A long queue is not looked through when nobody asks. */
    private boolean find(int tasks) {
        int size = ready.size();
        for (; found < tasks && lookedAt < size; lookedAt++) {
            Runnable callback = ready.get(lookedAt);
            if (callback instanceof Task && (held.isEmpty() || !isHeld(callback))) {
                if (found == places.length) {
                    places = Arrays.copyOf(places, 2 * found);
                }
                places[found++] = lookedAt;
            }
        }
        return found >= tasks;
    }

    private void deviate(int passed) {
        deviations.add(new Schedule.Deviation(step, passed, turnsHeld));
        if (turnsHeld > 1) {
            for (int i = 0; i < passed; i++) {
                held.add(new Held(task(i), step + turnsHeld));
            }
        }
        if (tells) {
            story.add("step " + step + ": " + named(task(passed)) + " before " + named(task(0))
                    + (turnsHeld > 1 ? ", which waits for " + turnsHeld + " turns" : ""));
        }
    }

    private String named(Task<?> task) {
        String where = host == null ? "" : host + ": ";
        return where
                + task.stack().stream()
                        .findFirst()
                        .map(place -> task.name() + " (" + place.getFileName() + ":" + place.getLineNumber() + ")")
                        .orElse(task.name());
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public int tasks() {
        find(Integer.MAX_VALUE);
        return found;
    }

    @Override
    public Task<?> task(int index) {
        if (!find(index + 1)) {
            throw new IndexOutOfBoundsException("task " + index + " of " + found + " that may have this turn");
        }
        return (Task<?>) ready.get(places[index]);
    }

    @Override
    public void hold(int turns) {
        turnsHeld = turns;
    }

    /** What was chosen, so that it can be chosen again. */
    Schedule schedule() {
        return new Schedule(deviations);
    }

    List<String> story() {
        return story;
    }

    /** Of which task had which turn: equal runs have equal ones. */
    long hash() {
        return hash;
    }

    /** Before the first turn. */
    private static final class NothingReady implements Order.Ready {
        @Override
        public int size() {
            return 0;
        }

        @Override
        public Runnable get(int index) {
            throw new IndexOutOfBoundsException(index);
        }
    }
}
