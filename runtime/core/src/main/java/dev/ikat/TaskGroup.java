package dev.ikat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tasks that belong together: none of them outlives the group. When one fails the others are cancelled, all ends are
 * awaited, and the failures are thrown together as an {@link ExceptionGroup}. Used on one loop's thread.
 *
 * <p>{@link Ikat#taskGroup(AsyncFunction) taskGroup(group -> …)} is asyncio's: the body's end awaits the tasks, and a failure
 * interrupts the body. This is the form for straight code, where it interrupts {@link #join()} only:
 *
 * <pre>{@code
 * try (var group = TaskGroup.open()) {
 *     var web = group.start(search(query));
 *     var own = group.start(lookUp(query));
 *     await(group.join());
 *     return done(merge(web.result(), own.result()));
 * }
 * }</pre>
 *
 * <p>Leaving the block without {@code join()}, in any way, cancels what still runs and awaits it; then failures that
 * nobody has seen are thrown, or suppressed in what the block throws. Outside of woven code {@code close()} does not wait.
 *
 * <pre>
 * OPEN --join, or end of the body--> LEAVING (starts more while tasks run) --none left--> refuses
 *   '-------------first failure, cancel, close----------------'-----------> ABORTED (tasks cancelled), refuses
 * </pre>
 */
public final class TaskGroup implements AsyncCloseable {
    private enum State {
        OPEN,
        LEAVING,
        ABORTED
    }

    private final Kernel kernel = Kernel.current();
    private final @Nullable Gate gate;
    private final @Nullable GroupScope<?> scope;
    private final @Nullable Consumer<? super Task<?>> onFailure;
    private final boolean supervised;
    private final Consumer<Promise<?>> callback = this::ended;

    /** Those that run, in the order of their starts. */
    private final Set<Task<?>> running = new LinkedHashSet<>();

    /** Those that failed, in that order. */
    private final List<Promise<?>> failed = new ArrayList<>();

    private final List<Waiter> waiters = new ArrayList<>();
    private State state = State.OPEN;

    TaskGroup(
            @Nullable Gate gate,
            @Nullable GroupScope<?> scope,
            boolean supervised,
            @Nullable Consumer<? super Task<?>> onFailure) {
        this.gate = gate;
        this.scope = scope;
        this.supervised = supervised;
        this.onFailure = onFailure;
    }

    /**
     * A group of the running loop, for try-with-resources.
     *
     * @throws IllegalStateException when no loop runs on this thread
     */
    public static TaskGroup open() {
        return new TaskGroup(null, null, false, null);
    }

    /**
     * As {@link #open()}, with so many tasks at work at a time: one that is started beyond the limit begins when another
     * ends, in the order of the starts.
     *
     * @throws IllegalArgumentException for a limit of less than one
     */
    public static TaskGroup open(int limit) {
        return new TaskGroup(new Gate(limit), null, false, null);
    }

    /**
     * A group in which a failure stays with its task: the others go on, and {@link #join()} waits for all and throws
     * nothing. Failures that nobody has seen by then (by awaiting the task, {@code result()} or {@code exception()}) are
     * thrown as the group closes.
     */
    public static TaskGroup openSupervised() {
        return new TaskGroup(null, null, true, null);
    }

    /**
     * As {@link #openSupervised()}, with each failed task given to the consumer, as a callback of the loop, and forgotten:
     * for groups that live long, as a server's.
     */
    public static TaskGroup openSupervised(Consumer<? super Task<?>> onFailure) {
        return new TaskGroup(null, null, true, Objects.requireNonNull(onFailure, "onFailure"));
    }

    /** As {@link #openSupervised(Consumer)}, with so many tasks at work at a time; see {@link #open(int)}. */
    public static TaskGroup openSupervised(int limit, Consumer<? super Task<?>> onFailure) {
        return new TaskGroup(new Gate(limit), null, true, Objects.requireNonNull(onFailure, "onFailure"));
    }

    /**
     * Starts a coroutine as a task of the group.
     *
     * @throws IllegalStateException when the group refuses, since it is cancelled, closed or joined; the coroutine is
     *     closed then, and never runs
     */
    public <T> Task<T> start(Coroutine<T> coroutine) {
        return add(coroutine, null);
    }

    /** As {@link #start(Coroutine)}, under a name. */
    public <T> Task<T> start(Coroutine<T> coroutine, String name) {
        return add(coroutine, name);
    }

    /** As {@link #start(Coroutine)}, for a body: {@code group.start(() -> { …; return done(x); })}. */
    public <T> Task<T> start(AsyncCallable<T> body) {
        check();
        return add(Ikat.call(body), null);
    }

    /**
     * As {@link #start(Coroutine)}, but takes the first step at once, in place; see {@link Ikat#startEager}. A failure in
     * it reaches the group as any other, a turn later.
     */
    public <T> Task<T> startEager(Coroutine<T> coroutine) {
        Task<T> task = added(Strand.eager(kernel, accepted(coroutine), null));
        if (state == State.ABORTED) {
            task.cancel(null); // the group was cancelled by its first step
        }
        return task;
    }

    /**
     * Waits until all tasks of the group have ended, in spite of cancellations: the first one cancels the tasks, and is
     * thrown in the end. After it the group takes no more tasks; while it waits, tasks may start others.
     *
     * <p>Inside of {@code taskGroup(group -> …)} it may be awaited too, and the group stays open; a failure of a task
     * interrupts it with a {@link CancelledError}, as it does every await of the body.
     *
     * <p>It throws an {@link ExceptionGroup} when tasks have failed; a fatal error (a {@link VirtualMachineError} other
     * than a stack overflow) is thrown bare.
     */
    public Coroutine<Void> join() {
        return new GroupJoin(this);
    }

    /** Cancels the tasks of the group, but not the body; from now on the group refuses tasks. A second call does nothing. */
    public void cancel() {
        kernel.checkThread();
        abort(null);
    }

    /** What leaving the try block awaits: cancels what still runs, waits for it and throws the failures nobody has seen. */
    @Override
    public Coroutine<Void> closeAsync() {
        return new GroupClose(this);
    }

    private <T> Task<T> add(Coroutine<T> coroutine, @Nullable String name) {
        return added(new Strand<>(kernel, accepted(coroutine), name));
    }

    /** What is refused is closed, so that nothing is left to be run. */
    private <T> Coroutine<T> accepted(Coroutine<T> coroutine) {
        Objects.requireNonNull(coroutine, Strand.NOTHING_TO_START);
        try {
            check();
        } catch (IllegalStateException refused) {
            coroutine.close();
            throw refused;
        }
        return gate == null ? coroutine : gate.admit(coroutine);
    }

    /** Also for one that is done already: its end comes through the ready queue, as every end does. */
    private <T> Task<T> added(Task<T> task) {
        running.add(task);
        task.addCallback(callback);
        return task;
    }

    private void check() {
        kernel.checkThread();
        if (state == State.ABORTED) {
            throw new IllegalStateException(
                    "this " + this + " refuses new tasks: it was cancelled, by cancel(), close(),"
                            + " a failure of one of its tasks, or with the task that waits for it");
        }
        if (state == State.LEAVING && running.isEmpty()) {
            throw new IllegalStateException(
                    "this " + this + " refuses new tasks: its tasks have been joined; open another");
        }
    }

    private void ended(Promise<?> task) {
        running.remove((Task<?>) task);
        boolean awaited = scope != null || !waiters.isEmpty();
        if (running.isEmpty()) {
            waiters.forEach(waiter -> waiter.tryComplete(true));
            waiters.clear();
        }
        if (task.failure() == null) {
            return;
        }
        if (onFailure == null) {
            failed.add(task);
            if (awaited) {
                task.claimFailure();
            }
        }
        if (!supervised && state != State.ABORTED) {
            abort("another task of its group failed: " + ((Task<?>) task).name());
            if (scope != null) {
                scope.interrupt();
            }
        }
        if (onFailure != null) {
            task.markSeen();
            onFailure.accept((Task<?>) task);
        }
    }

    /** The body is over: more tasks as long as there are some. */
    void leave() {
        if (state == State.OPEN) {
            state = State.LEAVING;
        }
    }

    void abort(@Nullable String message) {
        if (state != State.ABORTED) {
            state = State.ABORTED;
            List.copyOf(running).forEach(task -> task.cancel(message));
        }
    }

    boolean isEmpty() {
        return running.isEmpty();
    }

    boolean inScope() {
        return scope != null;
    }

    boolean isSupervised() {
        return supervised;
    }

    /** Those that failed, with or without those whose failure somebody has seen; all of them count as seen now. */
    List<Throwable> takeFailures(boolean seenToo) {
        List<Throwable> failures = new ArrayList<>();
        for (Promise<?> task : failed) {
            if (seenToo || task.failedUnseen()) {
                failures.add(Objects.requireNonNull(task.failure()));
                task.markSeen();
            }
        }
        return failures;
    }

    /** For one await: done when no task is left. */
    Suspension<Boolean> untilEmpty() {
        assert !running.isEmpty();
        Waiter waiter = new Waiter();
        waiters.add(waiter);
        return waiter;
    }

    private final class Waiter extends Suspension<Boolean> {
        @Override
        Collection<? extends Promise<?>> waitsFor() {
            return running;
        }

        @Override
        protected void abort() {
            waiters.remove(this);
        }
    }

    @Override
    public String toString() {
        return "task group (" + running.size() + " running, " + failed.size() + " failed"
                + (state == State.ABORTED ? ", cancelled)" : ")");
    }
}
