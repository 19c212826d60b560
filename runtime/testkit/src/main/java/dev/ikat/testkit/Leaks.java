package dev.ikat.testkit;

import static dev.ikat.Ikat.allTasks;
import static dev.ikat.Ikat.await;
import static dev.ikat.Ikat.currentTask;
import static dev.ikat.Ikat.done;
import static dev.ikat.Ikat.loop;
import static dev.ikat.Ikat.openGenerators;
import static dev.ikat.Ikat.yieldNow;

import dev.ikat.Async;
import dev.ikat.AsyncCallable;
import dev.ikat.AsyncGenerator;
import dev.ikat.Coroutine;
import dev.ikat.Task;
import dev.ikat.loop.SelectorLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a program must not leave behind when it has ended well: tasks, asynchronous generators that have begun, timers,
 * connections and other channels, simulated calls on other threads, and what the test names with {@link #returnsTo}, such as the permits
 * of a semaphore. The kit looks for them after each run; any other program can be run as {@code Ikat.run(new Leaks().none(() -> main()))}.
 *
 * <p>What is ready when the program ends has some turns first, so tasks that end by themselves at once are not left. Nothing is written
 * down while the program runs, so it costs next to nothing, and permits must be named. Where a task was started is known
 * where {@link dev.ikat.Runner.Builder#origins} is on: in single runs, and in the one that tells a failure.
 *
 * <p>For the thread of the loop.
 */
public final class Leaks {
    /** So many turns those have that are ready when the program ends; what is ready still would be for ever. */
    private static final int MOST_TURNS = 100;

    private static final int MOST_TOLD = 10;

    private final BlockingCalls.@Nullable OnLoop calls;
    private final List<Named> named = new ArrayList<>();
    private boolean allowed;

    /** A value that is to be in the end what it was. */
    private record Named(String what, Supplier<?> value, Object before) {}

    /** For one run. */
    public Leaks() {
        this(null);
    }

    /** The timers of these calls are no timers of the program. */
    Leaks(BlockingCalls.@Nullable OnLoop calls) {
        this.calls = calls;
    }

    /** The program may leave behind what it likes, but for what is named. */
    public void allow() {
        allowed = true;
    }

    /**
     * Names what is to be as it is now when the program has ended: {@code leaks.returnsTo("permits", pool::available)}.
     *
     * @param what for the message
     * @param value not null; asked now and in the end
     */
    public void returnsTo(String what, Supplier<?> value) {
        named.add(new Named(what, value, Objects.requireNonNull(value.get(), what)));
    }

    /**
     * The program; it fails when it has ended well and left something.
     *
     * @throws LeakError at the await
     */
    @Async
    public <T> Coroutine<T> none(AsyncCallable<T> program) {
        T result = await(Simulation.begin(program));
        if (!allowed && allTasks().size() > 1) {
            await(settle());
        }
        check();
        return done(result);
    }

    /** Lets those go on that are ready. What a turn hands in from outside is ready in the next iteration but one. */
    @Async
    private static Coroutine<Void> settle() {
        int quiet = 0;
        for (int turn = 0; turn < MOST_TURNS && quiet < 2 && allTasks().size() > 1; turn++) {
            boolean ready = loop() instanceof SelectorLoop loop && loop.readyCallbacks() > 0;
            quiet = ready ? 0 : quiet + 1;
            await(yieldNow());
        }
        return done();
    }

    private void check() {
        List<String> left = new ArrayList<>();
        if (!allowed) {
            addTasks(left);
            addGenerators(left);
            if (left.isEmpty() && loop() instanceof SelectorLoop loop) { // else they belong to the tasks
                addCalls(left);
                addTimers(loop, left);
                addChannels(loop, left);
            }
        }
        for (Named each : named) {
            Object now = each.value.get();
            if (!each.before.equals(now)) {
                left.add("\"" + each.what + "\": it was " + each.before + " and is " + now
                        + ", so something was not given back, or was given back twice");
            }
        }
        if (!left.isEmpty()) {
            throw new LeakError("the program has ended and left " + String.join("\nand ", left));
        }
    }

    private static void addTasks(List<String> left) {
        List<Task<?>> tasks = new ArrayList<>(allTasks());
        tasks.remove(currentTask());
        if (tasks.isEmpty()) {
            return;
        }
        StringBuilder text =
                new StringBuilder(count(tasks.size(), "task")).append(": await it, or cancel it and await that");
        for (Task<?> task : tasks.subList(0, Math.min(tasks.size(), MOST_TOLD))) {
            text.append("\n  task ").append(task.name());
            task.startedAt().stream()
                    .findFirst()
                    .ifPresent(place -> text.append(", started at ").append(place));
            task.stack().forEach(place -> text.append("\n    waits at ").append(place));
        }
        left.add(text.toString());
    }

    private static void addGenerators(List<String> left) {
        List<AsyncGenerator<?>> generators = openGenerators();
        if (!generators.isEmpty()) {
            StringBuilder text = new StringBuilder(count(generators.size(), "open generator"))
                    .append(": iterate it with each(…), to its end, or in try-with-resources");
            generators.forEach(each -> text.append("\n  ").append(each));
            left.add(text.toString());
        }
    }

    private void addCalls(List<String> left) {
        long running = calls == null ? 0 : calls.running();
        if (running > 0) {
            left.add(count(running, "call") + " on other threads (toThread, AsyncFiles): await or cancel it");
        }
    }

    private void addTimers(SelectorLoop loop, List<String> left) {
        int timers = loop.pendingTimers() - (calls == null ? 0 : calls.timers());
        if (timers > 0) {
            Duration next = Duration.ofNanos(Math.max(0, loop.nextNanos() - loop.nanoTime()));
            left.add(count(timers, "timer") + ", the next one due in " + next + ": cancel it (TimerHandle.cancel)");
        }
    }

    private static void addChannels(SelectorLoop loop, List<String> left) {
        int channels = loop.registeredKeys();
        if (channels > 0) {
            left.add(count(channels, "open channel")
                    + ": close what was opened or accepted, in try-with-resources or by await(….closeAsync())");
        }
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
