package dev.ikat;

import dev.ikat.loop.EventLoop;
import dev.ikat.loop.RunningLoop;
import dev.ikat.loop.SelectorLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Several loops in one process, each on a daemon thread of its own, so that the tasks of a program use all cores:
 * {@code try (var group = LoopGroup.open()) { … group.submit(() -> handle(request)) … }}. A piece of work runs on one loop from
 * its begin to its end, and its result comes back as a future, which the tasks of any loop can await.
 *
 * <p>Work goes to the loop with the fewest pieces that have not ended, in turn where several have. Trade-off: nothing moves
 * between loops once it has begun, so tasks that share state without locks must be submitted together, or to one loop by its
 * number.
 *
 * <p><b>Threads.</b> All methods are for any thread; {@link #close} is not for the group's own loops. What depends on a future
 * ({@code thenApply}) runs on the loop that completes it, unless an executor is named.
 *
 * <p><b>Errors.</b> What a piece of work throws fails its future. An error that ends a loop goes to the uncaught exception
 * handler of its thread and fails what was there; new work goes to the other loops.
 *
 * <p>Closing cancels what runs, awaits its end within the limit, and shuts the loops down as {@link Runner#close} does.
 */
public final class LoopGroup implements AsyncCloseable {
    private final List<LoopThread> members;
    private final Duration closeLimit;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    private LoopGroup(Builder options) {
        closeLimit = options.closeLimit;
        members = new ArrayList<>(options.loops);
        try {
            for (int i = 1; i <= options.loops; i++) {
                members.add(new LoopThread(options.name + "-" + i, options.loopFactory));
            }
            members.forEach(LoopThread::awaitStart);
        } catch (Throwable error) {
            closeBlocking();
            throw Sneaky.raise(
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
        }
    }

    /** A loop for each processor. */
    public static LoopGroup open() {
        return builder().build();
    }

    /** So many loops. */
    public static LoopGroup open(int loops) {
        return builder().loops(loops).build();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The options of a group. */
    public static final class Builder {
        private int loops = Runtime.getRuntime().availableProcessors();
        private String name = "ikat-loop";
        private Supplier<? extends EventLoop> loopFactory = SelectorLoop::new;
        private Duration closeLimit = Duration.ofSeconds(30);

        private Builder() {}

        /** How many loops; one for each processor by default. */
        public Builder loops(int number) {
            if (number < 1) {
                throw new IllegalArgumentException("a loop group of " + number + " loops; it needs at least one");
            }
            loops = number;
            return this;
        }

        /** What the threads are called: name-1, name-2 and so on; "ikat-loop" by default. */
        public Builder name(String prefix) {
            name = Objects.requireNonNull(prefix, "prefix");
            return this;
        }

        /** What makes a loop, on the thread that will run it; a {@link SelectorLoop} by default. */
        public Builder loopFactory(Supplier<? extends EventLoop> factory) {
            loopFactory = Objects.requireNonNull(factory, "factory");
            return this;
        }

        /** How long {@link LoopGroup#close} waits for the threads; 30 seconds by default. */
        public Builder closeLimit(Duration limit) {
            closeLimit = Objects.requireNonNull(limit, "limit");
            return this;
        }

        /** Starts the loops; throws what the loop factory throws. */
        public LoopGroup build() {
            return new LoopGroup(this);
        }
    }

    /** How many loops there are, those that have failed too. */
    public int size() {
        return members.size();
    }

    /** The loops, by their numbers; for {@code callSoonThreadsafe} and the like. */
    public List<EventLoop> loops() {
        return members.stream().map(LoopThread::loop).toList();
    }

    /**
     * Runs the body as a task on the least busy loop.
     *
     * @return its outcome; cancelling it cancels the task
     * @throws IllegalStateException when the group is closed, or each of its loops has failed
     */
    public <T> CompletableFuture<T> submit(AsyncCallable<T> body) {
        return leastBusy().submit(coroutine(body));
    }

    /** As {@link #submit(AsyncCallable)}, on the loop of that number, from 0: for what belongs together. */
    public <T> CompletableFuture<T> submit(int loop, AsyncCallable<T> body) {
        LoopThread member = members.get(loop);
        if (closed || member.hasEnded()) {
            throw closed ? closedError() : new IllegalStateException(member + " has failed; submit to another one");
        }
        return member.submit(coroutine(body));
    }

    /** Runs each body as {@link #submit(AsyncCallable)} does; the futures are in the order of the bodies. */
    public <T> List<CompletableFuture<T>> submitAll(Collection<? extends AsyncCallable<T>> bodies) {
        List<CompletableFuture<T>> futures = new ArrayList<>(bodies.size());
        for (AsyncCallable<T> body : bodies) {
            futures.add(submit(body));
        }
        return futures;
    }

    /** Runs the body once on each loop that has not failed; the futures are in the order of the loops. */
    public <T> List<CompletableFuture<T>> broadcast(AsyncCallable<T> body) {
        List<CompletableFuture<T>> futures = new ArrayList<>(members.size());
        for (int i = 0; i < members.size(); i++) {
            if (closed || !members.get(i).hasEnded()) {
                futures.add(submit(i, body));
            }
        }
        return futures;
    }

    private static <T> Coroutine<T> coroutine(AsyncCallable<T> body) {
        Objects.requireNonNull(body, "submit(null): there is nothing to run");
        return Coroutine.defer(() -> Ikat.call(body));
    }

    /** The search begins one further each time, so that loops that are equally busy take turns. */
    private LoopThread leastBusy() {
        if (closed) {
            throw closedError();
        }
        int size = members.size();
        int first = Math.floorMod(turn.getAndIncrement(), size);
        LoopThread best = null;
        for (int i = 0; i < size; i++) {
            LoopThread member = members.get((first + i) % size);
            if (!member.hasEnded() && (best == null || member.load() < best.load())) {
                best = member;
            }
        }
        if (best == null) {
            throw new IllegalStateException("each loop of this group has failed; their threads have reported why");
        }
        return best;
    }

    private static IllegalStateException closedError() {
        return new IllegalStateException("this loop group is closed");
    }

    /**
     * Closes the group and waits, within the limit; what lives on then is reported to the exception handler of its loop.
     * Outside woven methods, on a thread that runs a loop, it does not wait: see {@link AsyncCloseable#close}.
     *
     * @throws IllegalStateException on a loop of this group
     */
    @Override
    public void close() {
        if (RunningLoop.current() == null) {
            closeBlocking();
        } else {
            Ikat.start(closeAsync());
        }
    }

    /** As {@link #close}, while the tasks of the caller's loop go on. A cancellation ends the waiting. */
    @Override
    public Coroutine<Void> closeAsync() {
        RunningLoop running = RunningLoop.current();
        if (running != null && loops().contains(running.loop())) {
            throw new IllegalStateException("a task of a loop group cannot close the group: it would wait for itself");
        }
        return Coroutine.defer(() -> Ikat.toThread(this::closeBlocking));
    }

    private void closeBlocking() {
        closed = true;
        members.forEach(LoopThread::stop);
        long deadlineNanos = System.nanoTime() + closeLimit.toNanos();
        @Nullable InterruptedException interrupted = null;
        for (LoopThread member : members) {
            try {
                member.join(interrupted == null ? deadlineNanos - System.nanoTime() : 0);
            } catch (InterruptedException e) {
                interrupted = e;
            }
        }
        if (interrupted != null) {
            Thread.currentThread().interrupt();
        }
    }
}
