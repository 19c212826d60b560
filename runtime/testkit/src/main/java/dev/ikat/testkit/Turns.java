package dev.ikat.testkit;

import dev.ikat.Task;
import dev.ikat.loop.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Gives tasks their turns as a strategy has it, and writes down what it chose. All that is not a task runs when it is the oldest: wake-ups,
 * timers and callbacks keep their order among each other.
 */
final class Turns implements Order, Strategy.Turn {
    private static final long HASH_FACTOR = 0x100000001b3L;

    private final Strategy strategy;
    private final List<Schedule.Deviation> deviations = new ArrayList<>();
    private final List<String> story = new ArrayList<>();
    private final boolean tells;
    private final Runnable between;

    private int step;
    private long hash = HASH_FACTOR;
    private @Nullable Ready ready;

    /** Calls {@code between} before each callback. It tells its story where asked to, which costs. */
    Turns(Strategy strategy, boolean tells, Runnable between) {
        this.strategy = strategy;
        this.tells = tells;
        this.between = between;
    }

    @Override
    public int next(Ready now) {
        between.run();
        if (!(now.get(0) instanceof Task<?> first)) {
            return 0;
        }
        ready = now;
        int passed = now.size() == 1 ? 0 : strategy.choose(this);
        int index = passed == 0 ? 0 : indexOf(passed);
        Task<?> chosen = (Task<?>) now.get(index);
        if (passed > 0) {
            deviations.add(new Schedule.Deviation(step, passed));
            if (tells) {
                story.add("step " + step + ": " + named(chosen) + " before " + named(first));
            }
        }
        hash = (hash ^ chosen.name().hashCode()) * HASH_FACTOR;
        step++;
        return index;
    }

    private static String named(Task<?> task) {
        return task.stack().stream()
                .findFirst()
                .map(place -> task.name() + " (" + place.getFileName() + ":" + place.getLineNumber() + ")")
                .orElse(task.name());
    }

    private Ready ready() {
        return Objects.requireNonNull(ready);
    }

    /** Where in the queue the task stands that so many tasks are before. */
    private int indexOf(int passed) {
        Ready queue = ready();
        int left = passed;
        for (int i = 0; i < queue.size(); i++) {
            if (queue.get(i) instanceof Task && left-- == 0) {
                return i;
            }
        }
        throw new IndexOutOfBoundsException("there are not more than " + passed + " tasks ready");
    }

    @Override
    public int step() {
        return step;
    }

    @Override
    public int tasks() {
        Ready queue = ready();
        int count = 0;
        for (int i = 0; i < queue.size(); i++) {
            if (queue.get(i) instanceof Task) {
                count++;
            }
        }
        return count;
    }

    @Override
    public Task<?> task(int index) {
        return (Task<?>) ready().get(indexOf(index));
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
}
