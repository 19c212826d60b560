package dev.ikat.testkit;

import dev.ikat.Task;
import dev.ikat.loop.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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

    /** Where the tasks stand in the ready queue that may have this turn. */
    private final List<Integer> places = new ArrayList<>();

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
        held.removeIf(each -> each.untilStep <= step);
        int oldest = oldest();
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
        findPlaces();
        turnsHeld = 1;
        int passed = places.size() == 1 ? 0 : strategy.choose(this);
        int place = places.get(passed);
        if (passed > 0) {
            deviate(passed);
        }
        hash = (hash ^ Objects.hash(task(passed).name(), host)) * HASH_FACTOR;
        step++;
        return place;
    }

    private void findPlaces() {
        places.clear();
        for (int i = 0; i < ready.size(); i++) {
            if (ready.get(i) instanceof Task && (held.isEmpty() || !isHeld(ready.get(i)))) {
                places.add(i);
            }
        }
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
        return places.size();
    }

    @Override
    public Task<?> task(int index) {
        return (Task<?>) ready.get(places.get(index));
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
