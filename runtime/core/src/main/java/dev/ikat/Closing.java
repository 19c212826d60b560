package dev.ikat;

import dev.ikat.loop.ErrorContext;
import dev.ikat.loop.EventLoop;
import dev.ikat.loop.StackSnapshot;
import dev.ikat.loop.TimerHandle;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The last thing that runs on a loop: what {@link Runner#close} does, as callbacks of the loop, which it stops at the end.
 *
 * <pre>
 * CANCELLING: every task, again and again until none is left, since one that ends may have started others
 *      |   ^
 *      v   |
 * CLOSING: the asynchronous generators that were left open, one after the other
 *      |   ^
 *      |   '-- a generator's or a call's end started a task
 *      v   |
 * JOINING: the calls on other threads end, or the limit passes --> the loop stops
 * </pre>
 *
 * <p>Tasks are awaited without a limit: to leave one behind would cut off its cleaning up. What has not ended after five
 * seconds is reported, once, to the loop's exception handler. Source: {@code asyncio.Runner.close}.
 */
final class Closing implements Runnable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int MOST_REPORTED = 10;

    private final EventLoop loop;
    private final Duration limit;
    private @Nullable Kernel current;
    private int pending;
    private boolean over;
    private boolean overdue;
    private @Nullable TimerHandle patience;
    private @Nullable TimerHandle end;

    Closing(EventLoop loop, Duration limit) {
        this.loop = loop;
        this.limit = limit;
    }

    @Override
    public void run() {
        boolean first = current == null;
        Kernel kernel = Kernel.current();
        current = kernel;
        List<Task<?>> tasks = kernel.tasks();
        if (first && kernel.isDebug()) {
            tasks.forEach(this::reportLeft);
        }
        if (!tasks.isEmpty()) {
            arm(kernel);
            cancel(tasks);
        } else if (!kernel.generators.idle().isEmpty()) {
            arm(kernel);
            closeGenerators(kernel);
        } else if (!kernel.threads().jobs().isEmpty()) {
            arm(kernel);
            join(kernel);
        } else {
            kernel.threads().close(() -> {});
            over = true;
            loop.stop();
        }
    }

    /** Whether nothing is left. */
    boolean isOver() {
        return over;
    }

    /** Withdraws its timers, however the closing ended. */
    void disarm() {
        if (patience != null) {
            patience.cancel();
        }
        if (end != null) {
            end.cancel();
        }
    }

    private void arm(Kernel kernel) {
        if (patience == null) {
            patience = loop.callLater(PATIENCE, () -> report(kernel));
        }
    }

    private void cancel(List<Task<?>> tasks) {
        pending = tasks.size();
        for (Task<?> task : tasks) {
            task.cancel("the loop is being closed");
            task.addCallback((Consumer<Promise<?>>) this::ended);
        }
    }

    /** Each in a task of its own, and one after the other: one may iterate another. */
    private void closeGenerators(Kernel kernel) {
        AsyncGeneratorRun<?> generator = kernel.generators.idle().get(0);
        if (kernel.isDebug()) {
            loop.callExceptionHandler(new ErrorContext(
                    generator + " was left open when its runner closed, and is closed; iterate it with each(…), or in"
                            + " try-with-resources",
                    null,
                    generator));
        }
        pending = 1;
        Strand<Void> task = new Strand<>(kernel, generator.closeAsync(), "close " + generator);
        task.addCallback((Consumer<Promise<?>>) closed -> {
            kernel.generators.remove(generator);
            ended(closed);
        });
    }

    private void ended(Promise<?> task) {
        if (task.failedUnclaimed()) {
            task.markSeen();
            loop.callExceptionHandler(
                    new ErrorContext("a task failed while the loop was being closed", task.failure(), task));
        }
        if (--pending == 0) {
            run();
        }
    }

    private void reportLeft(Task<?> task) {
        StackSnapshot waits = new StackSnapshot("it waits here", task.stack());
        waits.initCause(new StackSnapshot("it was started here", task.startedAt()));
        loop.callExceptionHandler(new ErrorContext(
                "task " + task.name() + " was still running when its runner closed, and is cancelled", waits, task));
    }

    /** What nobody has seen is reported while the loop is open; a loop of a program's own may not say that it closes. */
    void reportUnseen() {
        if (current != null) {
            current.close();
        }
    }

    private void join(Kernel kernel) {
        if (overdue) {
            report(kernel);
        }
        kernel.threads().close(this);
        if (end == null) {
            end = loop.callLater(limit, () -> abandon(kernel));
        }
    }

    private void abandon(Kernel kernel) {
        for (ThreadJob<?> job : kernel.threads().abandon()) {
            loop.callExceptionHandler(new ErrorContext(
                    "a call on another thread did not end within " + limit.toSeconds()
                            + " s of the closing of its loop; it was interrupted and is left behind",
                    null,
                    job));
        }
        loop.callSoon(this);
    }

    /** Whatever close() waits for now. */
    private void report(Kernel kernel) {
        overdue = true;
        List<Task<?>> tasks = kernel.tasks();
        if (tasks.isEmpty()) {
            report(
                    kernel.threads().jobs(),
                    "close() waits for a call on another thread, up to " + limit.toSeconds() + " s");
        } else {
            report(tasks, "close() waits for a task that was cancelled and has not ended, however long it takes");
        }
    }

    private void report(List<? extends Promise<?>> waited, String message) {
        for (Promise<?> each : waited.subList(0, Math.min(waited.size(), MOST_REPORTED))) {
            loop.callExceptionHandler(new ErrorContext(message, null, each));
        }
        int more = waited.size() - MOST_REPORTED;
        if (more > 0) {
            loop.callExceptionHandler(new ErrorContext("close() waits for " + more + " more like these", null, null));
        }
    }
}
